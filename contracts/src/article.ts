import { z } from 'zod'
import { atMs } from './instant.ts'
import { bilingual } from './site.ts'

/** How an answer is called: it becomes the intent `article:<id>`. */
export const articleId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{1,47}$/, 'use 2 to 48 of a-z, 0-9 and "-", starting with a letter or digit')

const questions = z.array(z.string().trim().min(2).max(200)).max(200)

/** One published answer of the knowledge base, with what shoppers say when they want it. */
export const article = z.object({
  id: articleId,
  version: z.number().int().positive(),
  title: bilingual,
  answer: z.object({ zh: z.string().trim().min(1).max(1200), en: z.string().trim().min(1).max(1200) }),
  questions: z.object({ zh: questions, en: questions }),
  publishedAtMs: atMs,
})

export type Article = z.infer<typeof article>

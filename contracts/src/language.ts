import { z } from 'zod'

/** The languages that are complete: heard, understood, spoken and written. */
export const languages = ['zh', 'en'] as const
export const language = z.enum(languages)
export type Language = z.infer<typeof language>
export const isLanguage = (word: string | undefined): word is Language =>
  languages.some((candidate) => candidate === word)

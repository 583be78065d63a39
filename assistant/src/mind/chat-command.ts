import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import type { DialogStateWire } from '@larder/contracts/conversation'
import { isLanguage, type Language } from '@larder/contracts/language'
import type { Command } from '@larder/contracts/room'
import { type StoreCopy, storeCopy } from '@larder/contracts/store-copy'
import type { Desk } from './desk.ts'
import type { Answer, Mind } from './mind.ts'

const usage = 'assistant chat [--language zh|en] [--copy FILE.json] [--json]'

/** The way to try the assistant: a line in, an answer out. `#id` touches a button, `@token` scans a code. */
export const chatCommand: Command = {
  name: 'assistant chat',
  usage,
  summary: 'talks with the assistant of a demonstration shop, or of a store copy, a line at a time',
  async run(args, context) {
    const asked = parse(args)
    if (!asked) {
      context.error(`usage: ${usage}`)
      return 2
    }
    const { demonstrationCopy } = await import('./demonstration-copy.ts')
    let copy = demonstrationCopy
    try {
      if (asked.copy) copy = await copyIn(asked.copy)
    } catch (error) {
      context.error(`--copy ${asked.copy}: ${error instanceof Error ? error.message : String(error)}`)
      return 1
    }
    const { demonstrationDesk } = await import('./demonstration-desk.ts')
    const desk = asked.copy ? demonstrationDesk(copy, Date.now) : demonstrationDesk(copy)
    const mind = await learnedMind(copy, asked.language)
    const show = (answer: Answer): void => {
      context.out(asked.json ? JSON.stringify({ ...answer, state: undefined }) : written(answer))
    }
    await talk(mind, desk, asked.language, show)
    return 0
  },
}

async function talk(mind: Mind, desk: Desk, first: Language, show: (answer: Answer) => void): Promise<void> {
  let language = first
  const greeting = mind.greeting(language, desk)
  let state: DialogStateWire | null = greeting.state
  show(greeting)
  for await (const line of createInterface({ input: process.stdin })) {
    const text = line.trim()
    const input = text.startsWith('#')
      ? { kind: 'chose' as const, choice: text.slice(1) }
      : text.startsWith('@')
        ? { kind: 'token' as const, token: text.slice(1) }
        : { kind: 'said' as const, text, spoken: false }
    const answer = await mind.answer({ input, language, state }, desk)
    state = answer.state
    language = answer.language
    show(answer)
  }
}

function written({ say, choices, cards }: Answer): string {
  const buttons = choices.map(({ id, label }) => `[#${id} ${label}]`).join(' ')
  const shown = cards.map(({ kind }) => `(${kind})`).join(' ')
  return [say, shown, buttons]
    .filter(Boolean)
    .map((line, at) => (at === 0 ? line : `  ${line}`))
    .join('\n')
}

/** Both languages, because a shopper may change. */
async function learnedMind(copy: StoreCopy, first: Language): Promise<Mind> {
  const [{ createMind }, { learnIntents }, { goodsSkills }] = await Promise.all([
    import('./create-mind.ts'),
    import('../learning/learn.ts'),
    import('../goods/goods-skills.ts'),
  ])
  const modelOf = (language: Language) =>
    learnIntents({
      language,
      products: copy.products.map(({ nameZh, nameEn }) => (language === 'zh' ? nameZh : nameEn)),
      articles: copy.articles,
      extra: [],
      svmOnly: true,
    })
  const other: Language = first === 'zh' ? 'en' : 'zh'
  return createMind({ models: { [first]: modelOf(first), [other]: modelOf(other) }, skills: goodsSkills })
}

async function copyIn(file: string): Promise<StoreCopy> {
  const told: unknown = JSON.parse(await readFile(file, 'utf8'))
  const parsed = storeCopy.safeParse(told)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new Error(`no store copy: ${issue?.path.join('.')}: ${issue?.message}`)
}

interface Wanted {
  language: Language
  copy: string | undefined
  json: boolean
}

function parse(args: string[]): Wanted | null {
  try {
    const { values } = parseArgs({
      args,
      options: { language: { type: 'string' }, copy: { type: 'string' }, json: { type: 'boolean' } },
    })
    const language = values.language ?? 'zh'
    return isLanguage(language) ? { language, copy: values.copy, json: values.json ?? false } : null
  } catch {
    return null
  }
}

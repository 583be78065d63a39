import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import type { Language } from '@larder/contracts/language'
import type { Command } from '@larder/contracts/room'
import { moodOf } from './mood.ts'

const usage = 'assistant mood --language zh|en'
const isLanguage = (word: unknown): word is Language => word === 'zh' || word === 'en'

export const moodCommand: Command = {
  name: 'assistant mood',
  usage,
  summary:
    'reads a text a line and prints its mood (angry, worried, content, neutral) and how sure that is, a line each',
  async run(args, context) {
    const language = parseLanguage(args)
    if (!isLanguage(language)) {
      context.error('--language: zh or en')
      context.error(`usage: ${usage}`)
      return 2
    }
    for await (const line of createInterface({ input: process.stdin })) {
      context.out(JSON.stringify(moodOf(line, language)))
    }
    return 0
  },
}

function parseLanguage(args: string[]): string | undefined {
  try {
    return parseArgs({ args, options: { language: { type: 'string' } } }).values.language
  } catch {
    return undefined
  }
}

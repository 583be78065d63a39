import { createHash } from 'node:crypto'

/** Two questions with the same key are the same question: case, width, spaces and punctuation say nothing. */
export const questionKey = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '')

/** By which a decision about a question is remembered when the question itself is erased. */
export const questionHash = (text: string): string => createHash('sha256').update(questionKey(text)).digest('hex')

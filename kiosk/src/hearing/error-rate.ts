/**
 * Words (or characters) that must be put in, taken out or changed to make what was heard into what was said, over the
 * number said: the word error rate of English and the character error rate of Chinese.
 */
export interface Errors {
  errors: number
  said: number
}

export function countErrors(said: string[], heard: string[]): Errors {
  let row = Array.from({ length: heard.length + 1 }, (_, index) => index)
  for (const [index, word] of said.entries()) {
    const next = [index + 1]
    for (const [at, other] of heard.entries()) {
      const changed = (row[at] ?? 0) + (word === other ? 0 : 1)
      next.push(Math.min(changed, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1))
    }
    row = next
  }
  return { errors: row[heard.length] ?? 0, said: said.length }
}

/** Of many utterances together, so that a long one weighs more; 0 to 1 and above. */
export const errorRate = (all: Errors[]): number =>
  all.reduce((sum, { errors }) => sum + errors, 0) /
  Math.max(
    1,
    all.reduce((sum, { said }) => sum + said, 0),
  )

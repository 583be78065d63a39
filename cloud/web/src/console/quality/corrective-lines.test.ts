import { expect, test } from 'vitest'
import { linesOf, parseLines } from './corrective-lines.ts'

test('what is written one a line comes back as it was, and a line in one language serves both', () => {
  const actions = [
    { zh: '加冰', en: 'Ice added' },
    { zh: '关门', en: 'Door closed' },
  ]
  expect(parseLines(linesOf(actions))).toEqual(actions)
  expect(parseLines('\n 加冰 \nDoor |\n')).toEqual([
    { zh: '加冰', en: '加冰' },
    { zh: 'Door', en: 'Door' },
  ])
})

import type { ChatTurn } from '@larder/contracts/chat'
import { expect, test } from 'vitest'
import { withTurns } from './transcript.ts'

const turn = (id: string, atMs: number, by: ChatTurn['by'] = 'assistant'): ChatTurn => ({
  ...{ id, atMs, by, language: 'en', text: id },
  cards: [],
  choices: [],
})

test('a line that comes by answer and by stream stands once, and every line where it was said', () => {
  const merged = withTurns([turn('c', 3), turn('a', 1)], [turn('b', 2), turn('a', 1), turn('q', 3, 'shopper')])
  expect(merged.map(({ id }) => id)).toEqual(['a', 'b', 'q', 'c'])
})

import type { ConversationSummary } from '@larder/contracts/conversation'
import { expect, it } from 'vitest'
import { queueOf } from './queue-order.ts'

const one = (id: string, different: Partial<ConversationSummary>): ConversationSummary =>
  ({ id, mode: 'waiting', agent: null, lastAtMs: 0, handOff: null, ...different }) as ConversationSummary
const handOff = (priority: 'urgent' | 'high' | 'normal', atMs: number) =>
  ({ priority, atMs }) as ConversationSummary['handOff']
const ids = (all: ConversationSummary[]) => all.map(({ id }) => id)

it('puts who waits by priority, then by how long', () => {
  const queue = queueOf(
    [
      one('new', { handOff: handOff('normal', 90) }),
      one('old', { handOff: handOff('normal', 10) }),
      one('angry', { handOff: handOff('high', 95) }),
      one('ill', { handOff: handOff('urgent', 99) }),
    ],
    'me',
  )
  expect(ids(queue.waiting)).toEqual(['ill', 'angry', 'old', 'new'])
})

it('tells mine from a colleague’s, the last said first', () => {
  const queue = queueOf(
    [
      one('a', { mode: 'agent', agent: 'me', lastAtMs: 1 }),
      one('b', { mode: 'agent', agent: 'me', lastAtMs: 2 }),
      one('c', { mode: 'agent', agent: 'ann' }),
      one('d', { mode: 'assistant' }),
      one('e', { mode: 'ended' }),
    ],
    'me',
  )
  expect([queue.mine, queue.colleagues, queue.assistant, queue.ended].map(ids)).toEqual([
    ['b', 'a'],
    ['c'],
    ['d'],
    ['e'],
  ])
})

import type { Ticket } from '@larder/contracts/ticket'
import { expect, test } from 'vitest'
import { byDue, clockOf, upToDate } from './ticket-order.ts'

const ticket = (different: Partial<Ticket>): Ticket =>
  ({
    id: 'T',
    state: 'open',
    dueAtMs: 1000,
    openedAtMs: 0,
    firstAnsweredAtMs: null,
    history: [],
    ...different,
  }) as Ticket

test('what runs out next comes first, what waits for the customer last', () => {
  const some = [
    ticket({ id: 'waits', dueAtMs: null }),
    ticket({ id: 'later', dueAtMs: 9 }),
    ticket({ id: 'soon', dueAtMs: 1 }),
  ]
  expect(some.sort(byDue).map(({ id }) => id)).toEqual(['soon', 'later', 'waits'])
})

test('the clock tells the first answer until there was one, then the resolution', () => {
  expect(clockOf(ticket({}), 400)).toEqual({ kind: 'answer-in', ms: 600 })
  expect(clockOf(ticket({}), 1400)).toEqual({ kind: 'answer-late', ms: 400 })
  expect(clockOf(ticket({ firstAnsweredAtMs: 1 }), 400)).toEqual({ kind: 'resolve-in', ms: 600 })
  expect(clockOf(ticket({ firstAnsweredAtMs: 1 }), 1400)).toEqual({ kind: 'resolve-late', ms: 400 })
  expect(clockOf(ticket({ dueAtMs: null, state: 'waiting' }), 0)).toEqual({ kind: 'clock-stands' })
  expect(clockOf(ticket({ dueAtMs: null, state: 'resolved' }), 0)).toEqual({ kind: 'no-clock' })
})

test('what was heard replaces what was listed, unless it is older', () => {
  const line = { action: 'noted', by: 'a', atMs: 0, note: '' } as const
  const listed = [ticket({ id: 'A', history: [line, line] }), ticket({ id: 'B' })]
  const heard = [ticket({ id: 'A', history: [line] }), ticket({ id: 'B', history: [line] }), ticket({ id: 'C' })]
  expect(upToDate(listed, heard).map(({ id, history }) => [id, history.length])).toEqual([
    ['A', 2],
    ['B', 1],
    ['C', 0],
  ])
})

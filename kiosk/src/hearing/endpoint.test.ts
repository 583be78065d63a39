import { expect, test } from 'vitest'
import { type Completeness, type EndReason, nextEndpoint, startEndpoint } from './endpoint.ts'

interface Moment {
  untilMs: number
  voiced: boolean
  partial: string
}

/** Frames of 20 ms through the moments; the last goes on for ever. @returns when and why it ended */
function run(moments: Moment[], judge: (partial: string) => Completeness = () => 'usual'): [number, EndReason] {
  let state = startEndpoint(0)
  for (let atMs = 20; atMs < 60_000; atMs += 20) {
    const { voiced, partial } = moments.find(({ untilMs }) => atMs <= untilMs) ?? (moments.at(-1) as Moment)
    const next = nextEndpoint(state, { atMs, voiced, partial }, judge)
    state = next.state
    if (next.end !== null) return [atMs, next.end]
  }
  throw new Error('hangs in listening')
}

const said = (partial: string): Moment[] => [
  { untilMs: 800, voiced: true, partial: '' },
  { untilMs: 1000, voiced: true, partial },
  { untilMs: Number.POSITIVE_INFINITY, voiced: false, partial },
]

test.each<[Completeness, number]>([
  ['complete', 1250],
  ['usual', 1450],
  ['open', 1900],
])('a %s sentence ends at %d ms when speech stopped at 1000', (completeness, endMs) => {
  expect(run(said('where is the salmon'), () => completeness)).toEqual([expect.closeTo(endMs, -1.5), 'silence'])
})

test('a pause inside an open sentence does not end it', () => {
  const moments = [
    { untilMs: 600, voiced: true, partial: '' },
    { untilMs: 1000, voiced: true, partial: 'order number' },
    { untilMs: 1600, voiced: false, partial: 'order number' },
    { untilMs: 2400, voiced: true, partial: 'order number one two' },
    { untilMs: 9000, voiced: false, partial: 'order number one two' },
  ]
  const judge = (partial: string): Completeness => (partial.endsWith('number') ? 'open' : 'complete')
  expect(run(moments, judge)).toEqual([2660, 'silence'])
})

test('a sentence that becomes complete when the decoder catches up ends at once', () => {
  const moments = [
    { untilMs: 1000, voiced: true, partial: 'where is' },
    { untilMs: 1400, voiced: false, partial: 'where is' },
    { untilMs: 9000, voiced: false, partial: 'where is the salmon' },
  ]
  expect(run(moments, (partial) => (partial.endsWith('salmon') ? 'complete' : 'open'))).toEqual([1420, 'silence'])
})

test('nobody speaks: it ends after eight seconds', () => {
  expect(run([{ untilMs: 9000, voiced: false, partial: '' }])).toEqual([8000, 'no-speech'])
})

test('a knock without words does not end the waiting', () => {
  const moments = [
    { untilMs: 200, voiced: true, partial: '' },
    { untilMs: 3000, voiced: false, partial: '' },
    ...said('where is the salmon').map((moment) => ({ ...moment, untilMs: moment.untilMs + 3000 })),
  ]
  expect(run(moments)).toEqual([4460, 'silence'])
})

test('endless noise without words ends', () => {
  expect(run([{ untilMs: 9000, voiced: true, partial: '' }])[1]).toBe('cap')
})

test('in a room that stays loud, a text that no longer grows is over', () => {
  expect(run([{ untilMs: 9000, voiced: true, partial: 'where is the salmon' }])).toEqual([1580, 'stalled'])
})

test('a talk without an end is cut at eight seconds', () => {
  const moments = Array.from({ length: 40 }, (_, at) => ({ untilMs: at * 500, voiced: true, partial: `word ${at}` }))
  const [endMs, reason] = run(moments)
  expect([reason, endMs]).toEqual(['cap', expect.closeTo(8020, -2)])
})

test('the mind is asked only when the partial changes', () => {
  const asked: string[] = []
  run(said('salmon'), (partial) => {
    asked.push(partial)
    return 'usual'
  })
  expect(asked).toEqual(['salmon'])
})

import { expect, test } from 'vitest'
import { storeTime } from './store-time.ts'
import { type Cell, percentile, summarise } from './summarise.ts'

const cell = (different: Partial<Cell>): Cell => ({
  ...{ conversations: 1, ended: 1, resolved: 1, handedOff: 0, withSubject: 0, repeated: 0, requests: 1, unanswered: 0 },
  ...{ rated: 0, satisfied: 0, scores: 0, firstAnswerMs: null, ...different },
})
const at = { hour: 9, language: 'zh', channel: 'kiosk' }
const once = (...values: number[]) => values.map((value) => ({ value, times: 1 }))

test('a percentile is a value that was measured: the nearest rank', () => {
  expect(percentile([], 0.5)).toBeNull()
  expect(percentile(once(7), 0.95)).toBe(7)
  expect(percentile(once(40, 10, 30, 20), 0.5)).toBe(20)
  expect(percentile(once(15, 20, 35, 40, 50), 0.3)).toBe(20)
  expect(percentile(once(...Array.from({ length: 100 }, (_, index) => index + 1)), 0.95)).toBe(95)
  const nineAndOne = [...once(900), { value: 300, times: 9 }]
  expect(percentile(nineAndOne, 0.9)).toBe(300)
  expect(percentile(nineAndOne, 0.95)).toBe(900)
})

test('figures are sums of conversations, in all and by each cut', () => {
  const price = cell({ conversations: 2, ended: 2, resolved: 2, firstAnswerMs: 300, rated: 2, satisfied: 2, scores: 9 })
  const spoiled = cell({ resolved: 0, handedOff: 1, withSubject: 1, repeated: 1, requests: 3, rated: 1, scores: 2 })
  const open = cell({ ended: 0, resolved: 0, unanswered: 1, requests: 2, firstAnswerMs: 900 })
  const day = '2026-11-20'
  const { total, by } = summarise({
    places: [
      { ...at, ...price },
      { ...at, hour: 10, language: 'en', channel: 'web', ...spoiled },
      { ...at, ...open },
    ],
    topics: [
      { topic: null, ...open },
      { topic: 'product-price', ...price },
      { topic: 'spoiled', ...spoiled },
    ],
    days: [{ day, ...price }],
    waits: [{ hour: 10, language: 'en', channel: 'web', topic: 'spoiled', day, personWaitMs: 60_000 }],
  })
  expect(total).toEqual({
    ...{
      conversations: 4,
      ended: 3,
      resolved: 2,
      handedOff: 1,
      withSubject: 1,
      repeated: 1,
      requests: 6,
      unanswered: 1,
    },
    firstAnswer: { measured: 3, p50Ms: 300, p95Ms: 900 },
    personWait: { measured: 1, p50Ms: 60_000, p95Ms: 60_000 },
    ...{ rated: 3, satisfied: 2, meanScore: 3.67 },
  })
  expect(by.hour.map(({ key, conversations }) => [key, conversations])).toEqual([
    ['09', 3],
    ['10', 1],
  ])
  expect(by.topic.map(({ key, conversations }) => [key, conversations])).toEqual([
    ['product-price', 2],
    ['', 1],
    ['spoiled', 1],
  ])
  expect(by.topic[2]?.personWait.p50Ms).toBe(60_000)
  expect(by.language.map(({ key }) => key)).toEqual(['zh', 'en'])
  expect(by.channel.map(({ key, resolved }) => [key, resolved])).toEqual([
    ['kiosk', 2],
    ['web', 0],
  ])
  expect(by.day).toHaveLength(1)
})

test('nothing counted gives no rate and no time', () => {
  expect(summarise({ places: [], topics: [], days: [], waits: [] }).total).toMatchObject({
    conversations: 0,
    firstAnswer: { measured: 0, p50Ms: null, p95Ms: null },
    meanScore: null,
  })
})

test('the hour is the store’s, half-hour zones and summer time included', () => {
  const atMs = Date.parse('2026-11-19T16:30:00Z')
  expect(storeTime(atMs, 'Asia/Shanghai')).toEqual({ day: '2026-11-20', hour: 0 })
  expect(storeTime(atMs, 'Asia/Kolkata')).toEqual({ day: '2026-11-19', hour: 22 })
  expect(storeTime(Date.parse('2026-07-01T22:30:00Z'), 'Europe/Berlin')).toEqual({ day: '2026-07-02', hour: 0 })
})

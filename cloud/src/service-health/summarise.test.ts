import { expect, test } from 'vitest'
import { storeTime } from './store-time.ts'
import { type FigureRow, percentile, summarise } from './summarise.ts'

const row = (different: Partial<FigureRow>): FigureRow => ({
  ...{ language: 'zh', channel: 'kiosk', day: '2026-11-20', hour: 9, topic: 'product-price', ended: 1, requests: 1 },
  ...{ unanswered: 0, resolved: 1, handedOff: 0, repeated: null, firstAnswerMs: null, personWaitMs: null, score: null },
  ...different,
})

test('a percentile is a value that was measured: the nearest rank', () => {
  expect(percentile([], 0.5)).toBeNull()
  expect(percentile([7], 0.95)).toBe(7)
  expect(percentile([40, 10, 30, 20], 0.5)).toBe(20)
  expect(percentile([15, 20, 35, 40, 50], 0.3)).toBe(20)
  expect(
    percentile(
      Array.from({ length: 100 }, (_, at) => at + 1),
      0.95,
    ),
  ).toBe(95)
})

test('figures are sums of conversations, in all and by each cut', () => {
  const { total, by } = summarise([
    row({ firstAnswerMs: 300, score: 5 }),
    row({ firstAnswerMs: 500, score: 4, hour: 10, language: 'en', channel: 'web', repeated: 0 }),
    row({ resolved: 0, handedOff: 1, personWaitMs: 60_000, score: 2, topic: 'spoiled', repeated: 1, requests: 3 }),
    row({ ended: 0, resolved: 0, unanswered: 1, requests: 2, topic: null, firstAnswerMs: 900 }),
  ])
  expect(total).toEqual({
    ...{
      conversations: 4,
      ended: 3,
      resolved: 2,
      handedOff: 1,
      withSubject: 2,
      repeated: 1,
      requests: 7,
      unanswered: 1,
    },
    firstAnswer: { measured: 3, p50Ms: 500, p95Ms: 900 },
    personWait: { measured: 1, p50Ms: 60_000, p95Ms: 60_000 },
    ...{ rated: 3, satisfied: 2, meanScore: 3.67 },
  })
  expect(by.hour.map(({ key, conversations }) => [key, conversations])).toEqual([
    ['09', 3],
    ['10', 1],
  ])
  expect(by.topic.map(({ key, conversations }) => [key, conversations])).toEqual([
    ['product-price', 2],
    ['spoiled', 1],
    ['', 1],
  ])
  expect(by.language.map(({ key }) => key)).toEqual(['zh', 'en'])
  expect(by.channel.map(({ key, resolved }) => [key, resolved])).toEqual([
    ['kiosk', 1],
    ['web', 1],
  ])
  expect(by.day).toHaveLength(1)
})

test('nothing counted gives no rate and no time', () => {
  expect(summarise([]).total).toMatchObject({
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

import { expect, test } from 'vitest'
import { parseMessage } from './parse.ts'

const nowMs = Date.parse('2026-11-20T12:00:00Z')
const limits = { site: 'shop-1', maxPayloadBytes: 262_144, futureSkewSeconds: 120, ancientDays: 400 }
const topic = 'larder/v1/reading/shop-1/cabinet-1/air'
const batchTopic = 'larder/v1/readings/shop-1/cabinet-1/air'
const good = { sequence: 7, observedAt: '2026-11-20T19:59:00+08:00', celsius: 3.2 }

const parse = (payload: string | Uint8Array, to = topic) =>
  parseMessage({ topic: to, payload: typeof payload === 'string' ? Buffer.from(payload) : payload }, nowMs, limits)
const rejectionOf = (payload: string, to = topic) => {
  const { samples, rejections } = parse(payload, to)
  expect(samples).toEqual([])
  expect(rejections).toHaveLength(1)
  return rejections[0]
}

test('a reading becomes what every room knows: addressed by its topic, in milliseconds, without battery and signal', () => {
  expect(parse(JSON.stringify({ ...good, batteryVolts: 2.9, rssiDbm: -80 }))).toEqual({
    rejections: [],
    samples: [
      {
        kind: 'reading',
        reading: {
          site: 'shop-1',
          asset: 'cabinet-1',
          probe: 'air',
          sequence: 7,
          observedAtMs: nowMs - 60_000,
          receivedAtMs: nowMs,
          celsius: 3.2,
        },
      },
    ],
  })
})

test('a position becomes a position', () => {
  const fix = { latitude: 31.2, longitude: 121.5, speedMetersPerSecond: 12, quality: 'gps' }
  const { samples } = parse(
    JSON.stringify({ sequence: 1, observedAt: good.observedAt, ...fix }),
    'larder/v1/position/shop-1/truck-1/gps',
  )
  expect(samples[0]).toMatchObject({ kind: 'position', position: { asset: 'truck-1', probe: 'gps', ...fix } })
})

test.each([
  ['{"sequence": 1,', 'malformed-json', 'no JSON'],
  ['', 'malformed-json', 'no JSON'],
  ['{"sequence":1,"observedAt":"2026-11-20T12:00:00Z","celsius":NaN}', 'malformed-json', 'no JSON'],
  ['null', 'invalid', 'expected object'],
  ['[]', 'invalid', 'larder/v1/readings/shop-1/cabinet-1/air'],
  ['3', 'invalid', 'expected object'],
  [JSON.stringify({ ...good, celsius: '3.2' }), 'invalid', 'celsius'],
  [JSON.stringify({ ...good, celsius: undefined }), 'invalid', 'at least one of celsius'],
  [JSON.stringify({ ...good, temperature: 3 }), 'invalid', 'temperature'],
  [JSON.stringify({ ...good, sequence: 1.5 }), 'invalid', 'sequence'],
  [JSON.stringify({ ...good, observedAt: '2026-11-20T12:00:00' }), 'invalid', 'UTC offset'],
  [JSON.stringify({ ...good, observedAt: nowMs }), 'invalid', 'observedAt'],
  [JSON.stringify({ ...good, celsius: 151 }), 'implausible', 'celsius'],
  [JSON.stringify({ ...good, humidityPercent: -1 }), 'implausible', 'humidityPercent'],
  ['{"sequence":1,"observedAt":"2026-11-20T12:00:00Z","celsius":1e999}', 'invalid', 'celsius'],
  [JSON.stringify({ ...good, observedAt: '2026-11-20T12:02:01Z' }), 'future', '121 s ahead'],
  [JSON.stringify({ ...good, observedAt: '2020-01-01T00:00:00Z' }), 'ancient', 'at most 400'],
  ['{"__proto__":{"celsius":3},"sequence":1,"observedAt":"2026-11-20T12:00:00Z"}', 'invalid', ''],
])('%s is kept aside as %s', (payload, reason, detail) => {
  const rejection = rejectionOf(payload)
  expect(rejection).toMatchObject({ source: topic, reason })
  expect(rejection?.detail).toContain(detail)
})

test('a stamp just within the skew is taken', () => {
  expect(parse(JSON.stringify({ ...good, observedAt: '2026-11-20T12:02:00Z' })).samples).toHaveLength(1)
})

test.each([
  ['larder/v1/status/shop-1/cabinet-1/air', 'takes no status'],
  ['larder/v2/reading/shop-1/cabinet-1/air', 'no message kind'],
  ['larder/v1/reading/shop-2/cabinet-1/air', 'serves the site shop-1'],
  ['larder/v1/reading/shop-1/Cabinet 1/air', 'no identifier'],
  ['', 'no message kind'],
])('the topic "%s" is refused by name', (to, detail) => {
  expect(rejectionOf(JSON.stringify(good), to)).toMatchObject({ reason: 'unknown-topic' })
  expect(rejectionOf(JSON.stringify(good), to)?.detail).toContain(detail)
})

test('a payload beyond the bound is not even parsed, and its excerpt is short', () => {
  const rejection = rejectionOf(`"${'x'.repeat(1_000_000)}"`)
  expect(rejection).toMatchObject({ reason: 'too-large' })
  expect(rejection?.excerpt).toHaveLength(2000)
})

test('of a batch the good samples pass and each bad one is kept aside by itself', () => {
  const batch = [good, { ...good, sequence: 8, celsius: 'warm' }, { ...good, sequence: 9 }, null]
  const { samples, rejections } = parse(JSON.stringify(batch), batchTopic)
  expect(samples.map((sample) => sample.kind === 'reading' && sample.reading.sequence)).toEqual([7, 9])
  expect(rejections.map(({ reason, excerpt }) => [reason, excerpt])).toEqual([
    ['invalid', JSON.stringify(batch[1])],
    ['invalid', 'null'],
  ])
})

test.each([JSON.stringify(good), '[]', JSON.stringify(Array(501).fill(good))])(
  'a batch that is no array of 1 to 500 is kept aside whole',
  (payload) => {
    expect(rejectionOf(payload, batchTopic)).toMatchObject({ reason: 'invalid' })
  },
)

test('bytes that are no UTF-8 are named, not thrown', () => {
  expect(parse(Uint8Array.of(0xff, 0xfe, 0x00)).rejections[0]).toMatchObject({ reason: 'malformed-json' })
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type BatchEntry, decodeBatch, encodeBatch } from './batch.ts'
import type { Qos } from './message.ts'

const qos = fc.integer({ min: 0, max: 2 }) as fc.Arbitrary<Qos>
const entry: fc.Arbitrary<BatchEntry> = fc.record({
  message: fc.record({
    topic: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 50 }),
    payload: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
    qos,
    retain: fc.boolean(),
  }),
  recipients: fc.array(fc.record({ number: fc.integer({ min: 1, max: 0xffff_ffff }), qos }), { maxLength: 5 }),
})

test('what is encoded is decoded unchanged', () => {
  fc.assert(
    fc.property(fc.array(entry), (entries) => {
      expect(decodeBatch(encodeBatch(entries))).toEqual(entries)
    }),
  )
})

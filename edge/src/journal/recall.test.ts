import { describe, expect, test } from 'vitest'
import { fingerprintOf, largest, Recall } from './recall.ts'

const trace = (sequence: number, observedAtMs: number, fingerprint = 1) => ({ sequence, observedAtMs, fingerprint })

/** A probe that has sent one sample a second, each with another value. */
const after = (count: number) => {
  const recall = new Recall()
  for (let sequence = 1; sequence <= count; sequence += 1) recall.learn(trace(sequence, sequence * 1000, sequence))
  return recall
}

describe('what a probe has sent before', () => {
  test('is a duplicate when sequence and stamp are the same', () => {
    expect(after(10).judge(trace(4, 4000, 4))).toBe('duplicate')
  })

  test('is stale when the gateway repeats an old value under a newer stamp', () => {
    expect(after(10).judge(trace(10, 11_000, 10))).toBe('stale')
    expect(after(10).judge(trace(8, 11_000, 8))).toBe('stale')
  })

  test('is news when the counter restarted, at other values or far back', () => {
    expect(after(10).judge(trace(4, 11_000, 99))).toBe('accepted')
    expect(after(500).judge(trace(3, 501_000, 3))).toBe('accepted')
  })

  test('is news when a restarted device counts from 0 again at the very same values', () => {
    const recall = new Recall()
    for (const sequence of [0, 1, 2, 3]) recall.learn(trace(sequence, sequence * 1000))
    for (const sequence of [0, 1, 2, 3]) {
      const again = trace(sequence, 10_000 + sequence * 1000)
      expect(recall.judge(again)).toBe('accepted')
      recall.learn(again)
    }
  })

  test('is news when it is older than what is known: a late upload from before a restart', () => {
    const recall = after(10)
    expect(recall.judge(trace(4, 2000, 4))).toBe('accepted')
    recall.learn(trace(4, 2000, 4))
    expect(recall.judge(trace(4, 4000, 4))).toBe('duplicate')
  })

  test('is known for the last 4,096 sequence numbers, and no further', () => {
    const recall = after(10_000)
    const judged = (sequence: number) => recall.judge(trace(sequence, sequence * 1000, sequence))
    for (let sequence = 10_000; sequence > 10_000 - largest; sequence -= 1) expect(judged(sequence)).toBe('duplicate')
    expect(judged(10_000 - largest)).toBe('accepted')
  })

  test('is forgotten again when the commit failed', () => {
    const recall = after(100)
    const undo = [101, 102, 37].map((sequence) => recall.learn(trace(sequence, 200_000 + sequence, 7)))
    for (const forget of undo.reverse()) forget()
    expect(recall.judge(trace(101, 200_101, 7))).toBe('accepted')
    expect(recall.judge(trace(37, 37_000, 37))).toBe('duplicate')
    expect(recall.newest).toEqual(trace(100, 100_000, 100))
  })
})

test('equal values have equal fingerprints, other values others', () => {
  const reading = { site: 's', asset: 'a', probe: 'p', sequence: 1, observedAtMs: 1, receivedAtMs: 1, celsius: 4.25 }
  expect(fingerprintOf({ ...reading, sequence: 2, observedAtMs: 9 })).toBe(fingerprintOf(reading))
  expect(fingerprintOf({ ...reading, celsius: 4.26 })).not.toBe(fingerprintOf(reading))
  expect(fingerprintOf({ ...reading, doorOpen: true })).not.toBe(fingerprintOf(reading))
})

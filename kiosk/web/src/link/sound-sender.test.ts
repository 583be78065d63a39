import { describe, expect, it } from 'vitest'
import { SoundSender } from './sound-sender.ts'

const frame = (first: number) => Int16Array.from({ length: 640 }, () => first)

function sinkOf(waitingBytes: number) {
  const sent: number[] = []
  return { waitingBytes, sent, sendSound: (one: Int16Array) => void sent.push(one[0] ?? -1) }
}

describe('sending sound', () => {
  it('sends at once while the network takes it', () => {
    const sink = sinkOf(0)
    const sender = new SoundSender(sink)
    expect([1, 2, 3].map((first) => sender.push(frame(first)))).toEqual([false, false, false])
    expect(sink.sent).toEqual([1, 2, 3])
  })

  it('drops the oldest of what waits and says so', () => {
    const sink = sinkOf(1_000_000)
    const sender = new SoundSender(sink)
    const dropped = Array.from({ length: 60 }, (_, first) => sender.push(frame(first))).filter(Boolean)
    expect(dropped).toHaveLength(10)
    expect(sender.dropped).toBe(10)
    sink.waitingBytes = 0
    sender.push(frame(60))
    expect(sink.sent).toEqual(Array.from({ length: 51 }, (_, index) => index + 10))
  })

  it('forgets what waited when the words are over', () => {
    const sink = sinkOf(1_000_000)
    const sender = new SoundSender(sink)
    sender.push(frame(1))
    sender.clear()
    sink.waitingBytes = 0
    sender.push(frame(2))
    expect(sink.sent).toEqual([2])
  })
})

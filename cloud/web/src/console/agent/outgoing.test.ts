import { expect, it } from 'vitest'
import { outgoing } from './outgoing.ts'

const ready = { zh: '请稍等。', en: 'One moment, please.' }

it('sends a ready answer in the shopper’s language', () => {
  const written = { text: ready.en, writtenIn: 'en', ready, shopper: 'zh' } as const
  expect(outgoing(written)).toEqual({ text: ready.zh, language: 'zh' })
})

it('sends what was changed as it was written, in the language it was written in', () => {
  const written = { text: 'One moment, please, Ms Li.', writtenIn: 'en', ready, shopper: 'zh' } as const
  expect(outgoing(written)).toEqual({ text: 'One moment, please, Ms Li.', language: 'en' })
  expect(outgoing({ ...written, ready: null, writtenIn: 'zh', text: ' 好的 ' })).toEqual({
    text: '好的',
    language: 'zh',
  })
})

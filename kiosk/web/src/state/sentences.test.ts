import { describe, expect, it } from 'vitest'
import { spokenSentences } from '../../../src/speaking/spoken-text.ts'
import { sentencesOf } from './sentences.ts'

describe('sentences for the captions', () => {
  it('are as many as the voice says', () => {
    for (const [text, language] of [
      ['您好！三文鱼在A1货架。今天¥29.90，还有12盒。', 'zh'],
      ['It is at counter A1. Today it is ¥29.90; 12 are left!', 'en'],
      ['好的……请稍等。', 'zh'],
    ] as const) {
      expect(sentencesOf(text)).toHaveLength(spokenSentences(text, language).length)
    }
  })

  it('lose nothing of the text', () => {
    const text = '好的！！ 请稍等。\n(…)'
    expect(sentencesOf(text).join('')).toBe(text)
  })
})

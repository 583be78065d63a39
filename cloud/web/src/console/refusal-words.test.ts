import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Refusal } from '../api.ts'
import { type MessageKey, type Parameters, say } from '../language/say.ts'
import { faultWords, refusalWords } from './refusal-words.ts'

const zh = (key: MessageKey, parameters?: Parameters) => say('zh', key, parameters)
const faultOf = (schema: z.ZodType, value: unknown): string =>
  faultWords(schema.safeParse(value).error?.issues[0]?.message ?? '', zh)

describe('a refusal', () => {
  it('is told in the reader’s language where we have words for it', () => {
    expect(refusalWords(new Refusal(403, 'password: no', [], 'wrong-signature'), zh)).toBe('密码不正确。')
    expect(refusalWords(new Refusal(0, 'unreachable'), zh)).toBe('无法连接服务器。请检查网络后重试。')
  })

  it('is told as the API said it otherwise', () => {
    expect(refusalWords(new Refusal(409, 'make another administrator', [], 'some-code'), zh)).toBe(
      'make another administrator',
    )
    expect(refusalWords(new Refusal(400, 'untilMs: after fromMs', [], 'invalid'), zh)).toBe('untilMs: after fromMs')
  })
})

describe('a fault of a field', () => {
  it.each([
    [z.string().min(3), 'ab', '至少写 3 个字符'],
    [z.string().max(3), 'abcd', '最多 3 个字符'],
    [z.string(), undefined, '必填'],
    [z.number(), 'x', '请填写数字'],
    [z.number().min(-2.5), -3, '不小于 -2.5'],
    [z.number().max(5), 9, '不大于 5'],
    [z.number().gt(0), 0, '要大于 0'],
    [z.number().lt(5), 5, '要小于 5'],
    [z.array(z.string()).min(1), [], '至少 1 项'],
    [z.iso.datetime(), 'soon', '请填写正确的时间'],
  ])('is told in Mandarin', (schema, value, words) => {
    expect(faultOf(schema, value)).toBe(words)
  })

  it('stays as it is where we do not know the sentence', () => {
    expect(faultWords('more comes out than went in', zh)).toBe('more comes out than went in')
  })
})

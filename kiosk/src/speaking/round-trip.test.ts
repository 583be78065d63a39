import type { Language } from '@larder/contracts/language'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { soundForHearing } from '../audio/sound-for-hearing.ts'
import { hearRecording } from '../hearing/hear-recording.ts'
import { Hearing, type HeldDecoder } from '../hearing/hearing.ts'
import { hasTestModels, testModels } from '../hearing/models.fixture.ts'
import { Espeak } from './espeak.ts'
import { Speaker, whole } from './speaker.ts'

const speaker = new Speaker(new Espeak())
const held = new Map<Language, HeldDecoder>()
beforeAll(async () => {
  if (!hasTestModels) return
  const hearing = new Hearing(testModels)
  for (const language of ['zh', 'en'] as const) held.set(language, await hearing.hold(language))
})
afterAll(async () => {
  for (const { release } of held.values()) await release()
  await speaker.stop()
})

test.skipIf(!hasTestModels).each<[Language, string, string]>([
  ['zh', '三文鱼在哪里？', '三文鱼在哪里'],
  ['zh', '我要退款', '我要退款'],
  ['zh', '转人工', '转人工'],
  ['zh', '我的订单什么时候到？', '我的订单什么时候到'],
  ['zh', '我的三文鱼不新鲜', '我的三文鱼不新鲜'],
  ['zh', '订单号1234', '订单号一二三四'],
  ['en', 'Where is the salmon?', 'where is the salmon'],
  ['en', 'Is my salmon still fresh?', 'is my salmon still fresh'],
  ['en', 'I want a refund.', 'i want a refund'],
  ['en', 'When will my order arrive?', 'when will my order arrive'],
  ['en', 'Speak to a person.', 'speak to a person'],
  ['en', 'Order number 1234', 'order number one two three four'],
])('what the kiosk says in %s, "%s", is heard as it was meant', async (language, text, heard) => {
  const sound = await whole(speaker.say(text, { language }))
  if (sound === null) throw new Error('no sound')
  const samples = soundForHearing({
    rateHz: sound.rateHz,
    channels: [Float32Array.from(sound.samples, (one) => one / 32_768)],
  })
  const decoder = held.get(language)?.decoder
  if (decoder === undefined) throw new Error('no decoder')
  expect((await hearRecording(decoder, samples)).text).toBe(heard)
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { samplesIn } from '../audio/pcm.ts'
import { hasTestModels, recording, recordings } from '../hearing/models.fixture.ts'
import { type KioskUnderTest, kioskUnderTest } from '../kiosk.fixture.ts'
import type { ScreenClient } from '../screen-client.fixture.ts'

const ready = hasTestModels && recordings().length > 0
const withModels = test.skipIf(!ready)

let kiosk: KioskUnderTest
beforeAll(async () => {
  if (!ready) return
  process.env.LARDER_MODELS ??= new URL('../../../../shared/models', import.meta.url).pathname
  kiosk = await kioskUnderTest()
})
afterAll(() => kiosk?.stop())

async function begun(language?: 'zh' | 'en'): Promise<ScreenClient> {
  const screen = kiosk.screen()
  await screen.ready()
  screen.send({ kind: 'begin', ...(language ? { language } : {}) })
  await screen.next('answer', 0)
  screen.send({ kind: 'interrupt' })
  return screen
}

async function heard(screen: ScreenClient, samples: Int16Array, realTime = false) {
  const mark = screen.mark()
  screen.send({ kind: 'listen' })
  await screen.next('listening', mark)
  const [words] = await Promise.all([screen.next('heard', mark), screen.speak(samples, { realTime })])
  return { ...words, mark }
}

withModels('the language of the first words is found out, and the conversation follows it and back', async () => {
  const screen = await begun()
  const english = await heard(screen, recording('en_must_01.wav'))
  expect(english).toMatchObject({ text: 'where is the salmon', language: 'en', endedBy: 'silence' })
  await screen.next('language', english.mark, ({ to }) => to === 'en')
  expect(await screen.next('answer', english.mark)).toMatchObject({ text: '1: where is the salmon', language: 'en' })
  const must = recordings().find(({ file }) => file === 'zh_must_01.wav')
  const chinese = await heard(screen, recording('zh_must_01.wav'))
  expect(chinese).toMatchObject({ text: must?.transcript.replaceAll(' ', ''), language: 'zh' })
})

withModels(
  'level and words appear while somebody speaks, and the end is noticed soon after the last word',
  async () => {
    const screen = await begun('en')
    const { mark, silenceMs } = await heard(screen, recording('en_must_01.wav'), true)
    const kinds = new Set(screen.told.slice(mark).map(({ message }) => message.kind))
    expect([...kinds]).toEqual(expect.arrayContaining(['level', 'partial', 'heard']))
    // Complete after "salmon": a quarter of a second.
    expect(silenceMs).toBeLessThan(450)
  },
)

withModels('speaking stops the voice while the microphone is open beside it', async () => {
  // Read before: a microphone that is silent for three seconds is not listened to.
  const question = recording('en_must_01.wav')
  const screen = await begun('en')
  const mark = screen.mark()
  screen.send({ kind: 'typed', text: 'a long answer' })
  const { turn } = await screen.next('answer', mark)
  await screen.next('speaking', mark, (message) => message.turn === turn)
  screen.send({ kind: 'listen' })
  await screen.next('listening', mark)
  await screen.speak(new Int16Array(samplesIn(300)), { silenceMs: 0 })
  expect(screen.told.slice(mark).some(({ message }) => message.kind === 'spoken' && message.turn === turn)).toBe(false)
  await screen.speak(question)
  expect(await screen.next('spoken', mark, (message) => message.turn === turn)).toMatchObject({ interrupted: true })
  const stoppedAt = screen.told.findIndex(({ message }) => message.kind === 'spoken' && message.turn === turn)
  const heardAt = screen.told.findIndex(({ message }, index) => index > mark && message.kind === 'heard')
  expect(heardAt === -1 || stoppedAt < heardAt).toBe(true)
})

withModels('letting go of the button ends the words, and silence ends without any', async () => {
  const screen = await begun('en')
  const mark = screen.mark()
  screen.send({ kind: 'listen' })
  await screen.next('listening', mark)
  await screen.speak(recording('en_must_01.wav'), { silenceMs: 0 })
  screen.send({ kind: 'hush' })
  expect((await screen.next('heard', mark)).text).toContain('where is the')
  await screen.next('speaking', mark)
  screen.send({ kind: 'interrupt' })
  expect(await heard(screen, new Int16Array(samplesIn(9000)))).toMatchObject({ text: null, endedBy: 'no-speech' })
})

withModels('ten minutes of noise end like any other words, and what follows is refused', async () => {
  const screen = await begun('en')
  const mark = screen.mark()
  screen.send({ kind: 'listen' })
  await screen.next('listening', mark)
  const noise = Int16Array.from({ length: samplesIn(2000) }, (_, at) => ((at * 7919) % 4001) - 2000)
  void (async () => {
    for (let part = 0; part < 300 && screen.closed === null; part++) await screen.speak(noise, { silenceMs: 0 })
  })()
  await screen.next('heard', mark)
  await screen.next('refused', mark, ({ code }) => code === 'not-listening')
  await screen.until(() => screen.closed?.code === 1008)
  const other = await begun('en')
  expect(await heard(other, recording('en_must_01.wav'))).toMatchObject({ text: 'where is the salmon' })
})

withModels('two speak at two screens at once, and each is answered alone', async () => {
  const [one, other] = await Promise.all([begun('zh'), begun('en')])
  const [chinese, english] = await Promise.all([
    heard(one, recording('zh_must_06.wav'), true),
    heard(other, recording('en_must_01.wav'), true),
  ])
  expect([chinese.text, english.text]).toEqual(['订单号一二三四', 'where is the salmon'])
})

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CommandContext } from '@larder/contracts/room'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { samplesIn } from '../audio/pcm.ts'
import { writeWav } from '../audio/wav.ts'
import { Decoder } from './decoder.ts'
import { hearCommand } from './hear-command.ts'
import { hearRecording } from './hear-recording.ts'
import { Hearing, type HeldDecoder } from './hearing.ts'
import { chooseLanguage } from './language-choice.ts'
import { hasTestModels, recording, recordings, testModels } from './models.fixture.ts'
import { Utterance, type UtteranceEvent } from './utterance.ts'

const must = recordings().filter(({ set }) => set.endsWith('_must'))
const hasRecordings = hasTestModels && must.length > 0
const withModels = test.skipIf(!hasRecordings)

let zh: HeldDecoder
let en: HeldDecoder
beforeAll(async () => {
  if (!hasRecordings) return
  const hearing = new Hearing(testModels)
  zh = await hearing.hold('zh')
  en = await hearing.hold('en')
})
afterAll(async () => {
  await zh?.release()
  await en?.release()
})

withModels.each(must.map((one) => [one.file, one] as const))(
  '%s is understood, in the language it is in',
  async (_, { language, transcript, samples }) => {
    const all = await Promise.all([zh, en].map(({ decoder }) => hearRecording(decoder, samples)))
    const { heard, clear } = chooseLanguage(all)
    const text = language === 'zh' ? transcript.replaceAll(' ', '') : transcript
    // An utterance's text is exact; that a wrong decoder is much less sure is what the choice stands on.
    expect([heard.language, heard.text]).toEqual([language, text])
    if (clear) expect(heard.words.every(({ startMs, endMs }) => startMs < endMs)).toBe(true)
    expect(heard.endedBy).toBe('silence')
    const silence = (heard.endpointMs ?? 0) - (heard.words.at(-1)?.endMs ?? 0)
    expect(silence).toBeGreaterThan(250)
    expect(silence).toBeLessThan(900)
  },
)

withModels('partials grow while the sound goes on, before the words are final', async () => {
  const { partials, text, audioMs } = await hearRecording(en.decoder, recording('en_must_05.wav'))
  expect(partials.length).toBeGreaterThan(2)
  expect(partials.at(-1)?.text).toBe(text)
  expect(partials.map(({ atMs }) => atMs)).toEqual(partials.map(({ atMs }) => atMs).toSorted((a, b) => a - b))
  expect(partials[0]?.atMs).toBeLessThan(audioMs / 2)
})

withModels('a live utterance ends by itself, and tells level, speech, partials and its end on the way', async () => {
  const events: UtteranceEvent[] = []
  const utterance = new Utterance(en.decoder, {
    completeness: () => 'complete',
    onEvent: (event) => events.push(event),
  })
  const samples = recording('en_must_01.wav')
  for (let at = 0; at < samples.length; at += 960) await utterance.write(samples.slice(at, at + 960))
  for (let more = 0; more < 20; more++) await utterance.write(new Int16Array(960))
  const heard = await utterance.heard
  expect(heard).toMatchObject({ text: 'where is the salmon', endedBy: 'silence', language: 'en' })
  expect(new Set(events.map(({ kind }) => kind))).toEqual(new Set(['level', 'speech', 'partial', 'end']))
  await utterance.write(new Int16Array(960))
})

withModels('silence ends without words', async () => {
  const { text, endedBy, endpointMs } = await hearRecording(zh.decoder, new Int16Array(samplesIn(8000)))
  expect([text, endedBy, endpointMs]).toEqual(['', 'no-speech', 8000])
})

withModels('a grammar of the moment decides where it fits', async () => {
  const digits = { phrases: [...'零一二三四五六七八九'], repeats: true }
  const fitting = await hearRecording(zh.decoder, recording('zh_must_06.wav'), { grammar: digits })
  expect(fitting).toMatchObject({ text: '一二三四', grammar: { accepted: true } })
  const other = await hearRecording(zh.decoder, recording('zh_must_04.wav'), { grammar: { phrases: ['是', '不是'] } })
  expect(other).toMatchObject({ text: '我要退款', grammar: { accepted: false } })
})

withModels('a grammar for a model with a fixed graph is ignored and said so', async () => {
  const decoder = new Decoder('en', { folder: testModels.en?.folder ?? '', takesGrammars: false })
  await decoder.start()
  const heard = await hearRecording(decoder, recording('en_must_01.wav'), { grammar: { phrases: ['yes'] } })
  expect([heard.text, heard.grammar, heard.warnings]).toEqual([
    'where is the salmon',
    null,
    ['this model has a fixed graph: the grammar is ignored'],
  ])
  await decoder.stop()
})

withModels('many sessions share one model, and one too many is refused', async () => {
  const samples = recording('en_must_04.wav')
  const all = await Promise.all(Array.from({ length: 8 }, () => hearRecording(en.decoder, samples)))
  expect(all.map(({ text }) => text)).toEqual(Array(8).fill('i want a refund'))
  const open = Array.from({ length: 32 }, () => new Utterance(en.decoder))
  expect(() => new Utterance(en.decoder)).toThrow('32 sessions are listening')
  for (const utterance of open) utterance.drop()
  expect((await hearRecording(en.decoder, samples)).text).toBe('i want a refund')
})

withModels('a source that writes without waiting is held back', async () => {
  const utterance = new Utterance(en.decoder, { toTheEnd: true })
  let waiting = 0
  const written = Array.from({ length: 40 }, () => {
    waiting++
    return utterance.write(new Int16Array(1600)).then(() => waiting--)
  })
  await new Promise((resolve) => setImmediate(resolve))
  expect(waiting).toBeGreaterThan(0)
  await Promise.all(written)
  expect(waiting).toBe(0)
  utterance.drop()
  await expect(utterance.heard).rejects.toThrow('dropped')
})

withModels('the model leaves memory with its last holder, and comes again', async () => {
  const hearing = new Hearing(testModels)
  const [first, second] = [await hearing.hold('en'), await hearing.hold('en')]
  expect([second.decoder, second.loadMs]).toEqual([first.decoder, 0])
  await first.release()
  await first.release()
  expect((await hearRecording(second.decoder, recording('en_must_04.wav'))).text).toBe('i want a refund')
  await second.release()
  expect(() => second.decoder.open(null, () => {})).toThrow('stopped')
  const again = await hearing.hold('en')
  expect(again.loadMs).toBeGreaterThan(0)
  await again.release()
})

const folder = mkdtempSync(join(tmpdir(), 'larder-hear-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function hear(...args: string[]) {
  const lines = { out: [] as string[], error: [] as string[] }
  const context = {
    dataDirectory: folder,
    out: (line: string) => lines.out.push(line),
    error: (line: string) => lines.error.push(line),
  } as unknown as CommandContext
  return hearCommand.run(args, context).then((code) => ({ code, ...lines }))
}

test('the command without a model says what to do', async () => {
  vi.stubEnv('LARDER_MODELS', '')
  const file = join(folder, 'silence.wav')
  writeFileSync(file, writeWav(new Int16Array(1600), 16_000))
  await expect(hear(file, '--language', 'zh')).rejects.toThrow(
    `no speech model for zh in ${folder}/models: run \`npm run models\``,
  )
  vi.unstubAllEnvs()
})

test.each([[[]], [['a.wav', 'b.wav']], [['a.wav', '--language', 'fr']], [['a.wav', '--grammar', 'none']]])(
  'called as %j it shows its usage',
  async (args) => {
    const { code, error } = await hear(...args)
    expect([code, error.at(-1)]).toEqual([2, expect.stringMatching(/^usage: larder hear FILE\.wav/)])
  },
)

withModels('the command tells transcript, partial times and speed as JSON, of stereo at 48 kHz too', async () => {
  const samples = recording('zh_must_04.wav')
  const file = join(folder, 'stereo.wav')
  const tripled = new Int16Array(samples.length * 3).map((_, at) => samples[Math.floor(at / 3)] ?? 0)
  writeFileSync(file, writeWav(tripled, 48_000))
  const models = join(testModels.zh?.folder ?? '', '..')
  const { code, out } = await hear(file, '--models', models, '--grammar', 'yes-no')
  expect(code).toBe(0)
  const told = JSON.parse(out.join('\n'))
  expect(told).toMatchObject({ text: '我要退款', language: 'zh', grammar: { accepted: false }, warnings: [] })
  expect(told.words[0]).toEqual({
    word: '我',
    startMs: expect.any(Number),
    endMs: expect.any(Number),
    confidence: expect.any(Number),
  })
  expect(told.realTimeFactor).toBeGreaterThan(0)
  expect(told.loadMs).toBeGreaterThan(0)
})

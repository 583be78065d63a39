import type { Language } from '@larder/contracts/language'
import { msOf, samplesIn } from '@larder/kiosk/audio/pcm'
import { countErrors, errorRate } from '@larder/kiosk/hearing/error-rate'
import { hearRecording } from '@larder/kiosk/hearing/hear-recording'
import { Hearing, type HeldDecoder } from '@larder/kiosk/hearing/hearing'
import { chooseLanguage } from '@larder/kiosk/hearing/language-choice'
import { hasTestModels, type Recording, recordings, testModels } from '@larder/kiosk/hearing/models.fixture'
import { type Heard, Utterance } from '@larder/kiosk/hearing/utterance'
import { Espeak } from '@larder/kiosk/speaking/espeak'
import { Speaker } from '@larder/kiosk/speaking/speaker'
import { withBabble } from './babble.ts'
import type { Bench, BenchRow } from './row.ts'

type Report = (row: BenchRow) => void
type Held = Record<Language, HeldDecoder>

/** The kiosk's hearing on the recordings beside the project, and its embedded voice. */
const bench: Bench = async (report) => {
  const all = recordings()
  if (hasTestModels && all.length > 0) await hearing(all, report)
  else console.log('  skipped: hearing waits for the two test models and their recordings')
  await speaking(report)
}

async function hearing(all: Recording[], report: Report): Promise<void> {
  const rssBefore = process.memoryUsage.rss()
  const decoders = new Hearing(testModels)
  const held: Held = { zh: await decoders.hold('zh'), en: await decoders.hold('en') }
  for (const language of ['zh', 'en'] as const) {
    report({ name: `hearing ${language}: model loaded`, value: held[language].loadMs, unit: 'ms' })
  }
  report({ name: 'hearing: memory of both models and threads', value: megabytesSince(rssBefore), unit: 'MB' })
  await accuracy(all, held, report)
  await babble(all, held, report)
  await together(all, held, report)
  await memory(held, report)
  await Promise.all([held.zh.release(), held.en.release()])
}

async function accuracy(all: Recording[], held: Held, report: Report): Promise<void> {
  const results: { recording: Recording; heard: Heard }[] = []
  for (const recording of all) {
    results.push({ recording, heard: await hearRecording(held[recording.language].decoder, recording.samples) })
  }
  for (const [set, some] of Object.entries(Object.groupBy(results, ({ recording }) => recording.set))) {
    if (some === undefined) continue
    const unit = set.startsWith('zh') ? '% CER' : '% WER'
    report({ name: `hearing: ${set}, ${some.length} recordings`, value: 100 * rateOf(some), unit })
  }
  for (const language of ['zh', 'en'] as const) {
    const own = results.filter(({ recording }) => recording.language === language).map(({ heard }) => heard)
    const sum = (value: (heard: Heard) => number) => own.reduce((total, heard) => total + value(heard), 0)
    const value = sum(({ decodeMs }) => decodeMs) / sum(({ audioMs }) => audioMs)
    report({ name: `hearing ${language}: decoding over length of sound`, value, unit: '×', target: { most: 0.1 } })
  }
}

const noises = [null, 20, 10, 5]
/** Each noise costs two decoders a minute and more of sound for one recording in so many. */
const noisyEvery = 2
/** The other people go on talking: the end of speech must be found among them. */
const babbleBehind = samplesIn(2500)

/** Both decoders on each recording, clean and under other people's talk. */
async function babble(all: Recording[], held: Held, report: Report): Promise<void> {
  for (const decibels of noises) {
    const results: { recording: Recording; heard: Heard; chosen: Language }[] = []
    for (const [at, recording] of all.entries()) {
      if (at % noisyEvery > 0) continue
      // Six talkers of both languages, never the one who is listened to.
      const others = Array.from(
        { length: 6 },
        (_, index) => all[(at + 5 + index * 7) % all.length]?.samples ?? recording.samples,
      )
      const samples =
        decibels === null ? recording.samples : withBabble(recording.samples, others, decibels, babbleBehind)
      const both = await Promise.all([held.zh, held.en].map(({ decoder }) => hearRecording(decoder, samples)))
      const heard = both.find(({ language }) => language === recording.language) as Heard
      const spokenMs = msOf(recording.samples.length)
      // What the decoder makes of the talk behind is not the voice's.
      const own = heard.words.filter(({ startMs }) => startMs < spokenMs)
      results.push({
        recording,
        heard: { ...heard, words: own, text: joined(own, heard.language) },
        chosen: chooseLanguage(both).heard.language,
      })
    }
    tellBabble(decibels === null ? 'clean' : `babble at ${decibels} dB SNR`, results, report)
  }
}

function tellBabble(
  noise: string,
  results: { recording: Recording; heard: Heard; chosen: Language }[],
  report: Report,
): void {
  for (const language of ['zh', 'en'] as const) {
    const own = results.filter(({ recording }) => recording.language === language)
    report({
      name: `hearing ${language}: ${noise}`,
      value: 100 * rateOf(own),
      unit: language === 'zh' ? '% CER' : '% WER',
    })
  }
  const share = (count: number) => (100 * count) / results.length
  const right = results.filter(({ recording, chosen }) => chosen === recording.language).length
  report({ name: `hearing: ${noise}, language chosen rightly`, value: share(right), unit: '%' })
  const cut = results.filter(({ heard }) => (heard.endpointMs ?? 0) < (heard.words.at(-1)?.startMs ?? 0)).length
  report({ name: `hearing: ${noise}, ended before the last word`, value: share(cut), unit: '%' })
  const silences = results.map(({ heard }) => (heard.endpointMs ?? heard.audioMs) - (heard.words.at(-1)?.endMs ?? 0))
  spread(`hearing: ${noise}, last word → end noticed`, silences, report)
}

const joined = (words: Heard['words'], language: Language): string =>
  words.map(({ word }) => word).join(language === 'zh' ? '' : ' ')

/** Four kiosks that talk at once, in both languages, as fast as sound can be decoded. */
async function together(all: Recording[], held: Held, report: Report): Promise<void> {
  const four = ['zh_must_01', 'en_must_01', 'zh_must_03', 'en_must_03'].flatMap((name) =>
    all.filter(({ file }) => file === `${name}.wav`),
  )
  const rates: number[] = []
  const finals: number[] = []
  for (let run = 0; run < 5; run++) {
    const startedMs = performance.now()
    const heard = await Promise.all(four.map(({ language, samples }) => hearRecording(held[language].decoder, samples)))
    rates.push((performance.now() - startedMs) / heard.reduce((most, { audioMs }) => Math.max(most, audioMs), 0))
    for (const { language, samples } of four) finals.push(await finalMs(held[language], samples))
  }
  spread('hearing: four kiosks at once, time over length of sound', rates, report, '×')
  spread('hearing: end of speech → final words', finals, report)
}

async function finalMs({ decoder }: HeldDecoder, samples: Int16Array): Promise<number> {
  const utterance = new Utterance(decoder, { toTheEnd: true })
  for (let at = 0; at < samples.length; at += 960) await utterance.write(samples.slice(at, at + 960))
  // All but the last block has been decoded by the time a live speaker stops.
  await new Promise((resolve) => setTimeout(resolve, 200))
  const startedMs = performance.now()
  await utterance.finish()
  return performance.now() - startedMs
}

async function memory(held: Held, report: Report): Promise<void> {
  const sessions = 20
  const rssBefore = process.memoryUsage.rss()
  const open = Array.from({ length: sessions }, () => new Utterance(held.zh.decoder, { toTheEnd: true }))
  for (const utterance of open) {
    await utterance.write(new Int16Array(samplesIn(2000)))
  }
  await new Promise((resolve) => setTimeout(resolve, 500))
  report({ name: 'hearing: memory of a session', value: megabytesSince(rssBefore) / sessions, unit: 'MB' })
  for (const utterance of open) utterance.drop()
}

async function speaking(report: Report): Promise<void> {
  const rssBefore = process.memoryUsage.rss()
  const speaker = new Speaker(new Espeak())
  const startedMs = performance.now()
  await firstSound(speaker, '您好', 'zh')
  report({
    name: 'speaking: first sound of all, with the start of the voice',
    value: performance.now() - startedMs,
    unit: 'ms',
  })
  report({ name: 'speaking: memory of the voice', value: megabytesSince(rssBefore), unit: 'MB' })
  const answers: [Language, string][] = [
    ['zh', '您的三文鱼很新鲜。它在A3货架，现在4°C，今天¥29.9。还需要别的吗？'],
    ['en', 'Your salmon is fresh. It is in aisle A3 at 4 °C, today $12.50. Anything else?'],
  ]
  for (const [language, answer] of answers) {
    const firsts: number[] = []
    for (let run = 0; run < 21; run++) firsts.push(await firstSound(speaker, answer, language))
    spread(`speaking ${language}: text → first sound`, firsts, report, 'ms', 100)
  }
  const silences: number[] = []
  for (let run = 0; run < 21; run++) silences.push(await interruption(speaker))
  spread('speaking: interruption → silence', silences, report, 'ms', 50)
  await speaker.stop()
}

async function firstSound(speaker: Speaker, text: string, language: Language): Promise<number> {
  const startedMs = performance.now()
  let firstMs = 0
  for await (const _ of speaker.say(text, { language })) firstMs ||= performance.now() - startedMs
  return firstMs
}

async function interruption(speaker: Speaker): Promise<number> {
  const stop = new AbortController()
  let [chunks, stoppedMs] = [0, 0]
  for await (const _ of speaker.say('三文鱼很新鲜，'.repeat(150), { language: 'zh', signal: stop.signal })) {
    if (++chunks < 5) continue
    stoppedMs = performance.now()
    stop.abort()
  }
  return performance.now() - stoppedMs
}

const megabytesSince = (rssBefore: number): number => (process.memoryUsage.rss() - rssBefore) / 1e6

function rateOf(results: { recording: Recording; heard: Heard }[]): number {
  return errorRate(
    results.map(({ recording: { language, transcript }, heard }) => {
      const parts = (text: string) =>
        language === 'zh' ? [...text.replaceAll(' ', '')] : text.split(' ').filter(Boolean)
      return countErrors(parts(transcript), parts(heard.text))
    }),
  )
}

function spread(name: string, values: number[], report: Report, unit = 'ms', most?: number): void {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
  report({ name: `${name}, p50`, value: at(0.5), unit })
  report({ name: `${name}, p95`, value: at(0.95), unit, ...(most === undefined ? {} : { target: { most } }) })
}

export default bench

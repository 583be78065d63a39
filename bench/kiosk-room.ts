import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { dirname } from 'node:path'
import { samplesIn } from '@larder/kiosk/audio/pcm'
import { hearRecording } from '@larder/kiosk/hearing/hear-recording'
import { Hearing } from '@larder/kiosk/hearing/hearing'
import { hasTestModels, type Recording, recordings, testModels } from '@larder/kiosk/hearing/models.fixture'
import { ScreenClient } from '@larder/kiosk/screen-client.fixture'
import type { FromKioskServer } from './kiosk-server.ts'
import type { Bench, BenchRow } from './row.ts'

type Report = (row: BenchRow) => void

/** A recording, and when its last word ends. */
interface Question {
  recording: Recording
  endMs: number
}

/** In milliseconds. */
interface Answered {
  /** Silence after which the end of the words was noticed, by the server's own account. */
  endpoint: number
  /** From the end of the last word until the words were told. */
  final: number
  /** From there until the answer stood on the screen. */
  understanding: number
  /** From there until its first sound came. */
  firstAudio: number
  /** From the end of the last word until the first sound. */
  whole: number
}

const eachLanguage = 12
const atOnce = 4

/** End of speech → first sound, through the whole room: a real WebSocket, real time, the real mind and voice. */
const bench: Bench = async (report) => {
  const all = recordings()
  if (hasTestModels && all.length > 0) await room(await questionsOf(all, new Hearing(testModels)), report)
  else console.log('  skipped: the room waits for the two test models and their recordings')
}

async function room(questions: Question[], report: Report): Promise<void> {
  const models = dirname(testModels.zh?.folder ?? '')
  const server = fork(new URL('./kiosk-server.ts', import.meta.url), {
    execArgv: ['--max-semi-space-size=1'],
    env: { LARDER_MODELS: models, ...process.env },
  })
  try {
    const [{ url }] = (await once(server, 'message')) as [{ url: string }]
    await pause(2000)
    report({ name: 'room: memory of an idle kiosk', value: await memoryOf(server), unit: 'MB' })
    const alone = await converse(url, questions)
    const inConversation = await memoryOf(server)
    report({ name: 'room: memory with one shopper in both languages', value: inConversation, unit: 'MB' })
    tell('room', alone, report, { p50: 400, p95: 700 })
    const parts = Array.from({ length: atOnce }, (_, part) => questions.filter((_, at) => at % atOnce === part))
    const together = (await Promise.all(parts.map((part) => converse(url, part)))).flat()
    tell(`room, ${atOnce} kiosks at once`, together, report, { p50: 400, p95: 700 })
    await sessions(url, server, report)
  } finally {
    server.disconnect()
    await once(server, 'exit')
  }
}

/** Taken in turn from each language, from every voice. */
async function questionsOf(all: Recording[], hearing: Hearing): Promise<Question[]> {
  const questions: Question[] = []
  for (const language of ['zh', 'en'] as const) {
    const own = all.filter((recording) => recording.language === language)
    const step = own.length / eachLanguage
    const held = await hearing.hold(language)
    for (let number = 0; number < eachLanguage; number++) {
      const recording = own[Math.floor(number * step)] as Recording
      const { words } = await hearRecording(held.decoder, recording.samples)
      const endMs = words.at(-1)?.endMs
      if (endMs !== undefined) questions.push({ recording, endMs })
    }
    await held.release()
  }
  return questions
}

/** A conversation for each language, as a shopper has it who has chosen theirs. */
async function converse(url: string, questions: Question[]): Promise<Answered[]> {
  const answered: Answered[] = []
  for (const language of ['zh', 'en'] as const) {
    const screen = new ScreenClient(url)
    await screen.ready()
    screen.send({ kind: 'begin', language })
    await screen.next('speaking', 0)
    for (const question of questions.filter(({ recording }) => recording.language === language)) {
      screen.send({ kind: 'interrupt' })
      const one = await ask(screen, question)
      if (one !== null) answered.push(one)
    }
    screen.send({ kind: 'end' })
    await screen.next('wiped', 0)
    screen.close()
  }
  return answered
}

async function ask(screen: ScreenClient, { recording, endMs }: Question): Promise<Answered | null> {
  const mark = screen.mark()
  screen.send({ kind: 'listen', language: recording.language })
  await screen.next('listening', mark)
  const startedMs = performance.now()
  const spoken = screen.speak(recording.samples, { realTime: true, silenceMs: 2000 })
  const heard = await screen.next('heard', mark)
  if (heard.text === null) {
    await spoken
    return null
  }
  const answer = await screen.next('answer', mark)
  const speaking = await screen.next('speaking', mark, ({ turn }) => turn === answer.turn)
  const at = (message: unknown) => screen.told.find((one) => one.message === message)?.atMs ?? 0
  await screen.until(() => screen.frames.some(({ atMs }) => atMs >= at(speaking)))
  const firstMs = screen.frames.find(({ atMs }) => atMs >= at(speaking))?.atMs ?? 0
  await spoken
  const endedMs = startedMs + endMs
  return {
    endpoint: heard.silenceMs,
    final: at(heard) - endedMs,
    understanding: at(answer) - at(heard),
    firstAudio: firstMs - at(answer),
    whole: firstMs - endedMs,
  }
}

function tell(name: string, answered: Answered[], report: Report, most: { p50: number; p95: number }): void {
  const parts: [part: keyof Answered, words: string][] = [
    ['endpoint', 'last word → end noticed'],
    ['final', 'last word → final words on the screen'],
    ['understanding', 'final words → answer on the screen'],
    ['firstAudio', 'answer → first sound'],
  ]
  for (const [part, words] of parts) {
    const values = answered.map((one) => one[part])
    report({ name: `${name}: ${words}, p50`, value: quantile(values, 0.5), unit: 'ms' })
    report({ name: `${name}: ${words}, p95`, value: quantile(values, 0.95), unit: 'ms' })
  }
  const whole = answered.map((one) => one.whole)
  const of = `end of speech → first sound, ${whole.length} questions`
  report({ name: `${name}: ${of}, p50`, value: quantile(whole, 0.5), unit: 'ms', target: { most: most.p50 } })
  report({ name: `${name}: ${of}, p95`, value: quantile(whole, 0.95), unit: 'ms', target: { most: most.p95 } })
}

/** What one more shopper costs once everything is in memory. */
async function sessions(url: string, server: ChildProcess, report: Report): Promise<void> {
  const more = 8
  const before = await memoryOf(server)
  const screens = Array.from({ length: more }, () => new ScreenClient(url))
  for (const screen of screens) {
    await screen.ready()
    screen.send({ kind: 'begin', language: 'zh' })
    await screen.next('answer', 0)
    const mark = screen.mark()
    screen.send({ kind: 'listen' })
    await screen.next('listening', mark)
    await screen.speak(new Int16Array(samplesIn(2000)), { silenceMs: 0 })
  }
  await pause(1000)
  report({ name: 'room: memory of a session more', value: ((await memoryOf(server)) - before) / more, unit: 'MB' })
  for (const screen of screens) screen.close()
}

async function memoryOf(server: ChildProcess): Promise<number> {
  server.send('memory')
  const [told] = (await once(server, 'message')) as [FromKioskServer]
  return 'rssMegabytes' in told ? told.rssMegabytes : Number.NaN
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
}

export default bench

// espeak-ng is GPL-3: it is a program of its own here, in a thread that takes text and gives sound, and nothing else.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import type { EspeakAnswer, EspeakWork, ToEspeak } from './espeak.ts'

interface EspeakVoice {
  set_voice(name: string): void
  set rate(wordsPerMinute: number)
  get samplerate(): number
  /** The callback gets sound as it is made, null at the end; true stops it. */
  synthesize(text: string, take: (samples: Int16Array<ArrayBuffer> | null) => boolean): void
}
interface EspeakModule {
  eSpeakNGWorker: new () => EspeakVoice
}
type MakeEspeak = (options: { getPreloadedPackage(): ArrayBuffer }) => Promise<EspeakModule>

const espeakPackage = '@echogarden/espeak-ng-emscripten'
const { default: make } = (await import(espeakPackage)) as { default: MakeEspeak }
const data = readFileSync(fileURLToPath(new URL('espeak-ng.data', import.meta.resolve(espeakPackage))))
const { eSpeakNGWorker } = await make({
  getPreloadedPackage: () => data.buffer.slice(data.byteOffset, data.byteOffset + data.length),
})
const voice = new eSpeakNGWorker()
const { cancelled } = workerData as EspeakWork

parentPort?.on('message', ({ id, runs }: ToEspeak) => {
  const tell = (answer: EspeakAnswer) => parentPort?.postMessage(answer)
  const stopped = () => Atomics.load(cancelled, id % cancelled.length) === id
  try {
    for (const { voice: name, text, wordsPerMinute } of runs) {
      if (stopped()) break
      voice.set_voice(name)
      voice.rate = wordsPerMinute
      voice.synthesize(text, (samples) => {
        if (samples && samples.length > 0) tell({ id, samples, rateHz: voice.samplerate })
        return stopped()
      })
    }
    tell({ id, done: true })
  } catch (error) {
    tell({ id, failure: (error as Error).message })
  }
})

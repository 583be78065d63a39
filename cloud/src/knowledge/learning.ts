import { type ChildProcess, fork } from 'node:child_process'
import type { Language } from '@larder/contracts/language'
import { Refusal } from '../http/refusal.ts'
import type { LearnAnswer, LearnRequest } from './learn.ts'

/** An SVM alone is learned in seconds; a machine that needs longer than this is stuck. */
const longestMs = 180_000
const keptErrorCharacters = 2000

export type Learn = (request: LearnRequest) => Promise<LearnAnswer>

/** Learns in a process of its own, so that the cloud goes on answering and the memory is given back. */
export class Learning {
  readonly #children = new Set<ChildProcess>()

  /** Rejects with 503 when it takes too long. */
  learn: Learn = (request) => {
    const { promise, resolve, reject } = Promise.withResolvers<LearnAnswer>()
    const child = fork(new URL('./learn-process.ts', import.meta.url), [], {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    this.#children.add(child)
    let said = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = `${said}${text}`.slice(-keptErrorCharacters)
    })
    const timer = setTimeout(() => {
      reject(new Refusal(503, 'slow', 'learning took too long and was ended: nothing was changed, try again later'))
      child.kill('SIGKILL')
    }, longestMs)
    child.once('message', (answer) => resolve(answer as LearnAnswer))
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`the learning process ended with ${code}: ${said}`)))
    child.send(request)
    return promise.finally(() => {
      clearTimeout(timer)
      this.#children.delete(child)
    })
  }

  /** What the assistant knows by itself, packed. */
  async learnOwn(language: Language): Promise<Uint8Array> {
    const given = { language, products: [], articles: [], extra: [], svmOnly: true }
    const { model } = await this.learn({ given, before: null })
    if (model === null) throw new Error('learning gave no model')
    return model
  }

  stop(): void {
    for (const child of this.#children) child.kill('SIGKILL')
  }
}

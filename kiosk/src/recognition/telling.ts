import { recognitionTaken } from '@larder/contracts/recognition'
import type { Clock } from '../clock.ts'
import type { CloudLink } from '../cloud-link/cloud-link.ts'
import { VaultDamaged } from '../faces/vault/template-vault.ts'
import type { Recognition } from './recognition.ts'

const everyMs = 60_000
const timeoutMs = 10_000
/** As many receipts as one message takes. */
const mostReceipts = 100

export interface RecognitionTellingOptions {
  recognition: Recognition
  cloud: CloudLink
  clock: Clock
  kiosk: string
  log(line: string): void
}

/** Keeps recognition's times, and tells the cloud's audit log of receipts until it has them. */
export class RecognitionTelling {
  readonly #options: RecognitionTellingOptions
  #cancel = (): void => undefined
  #stopped = false
  #faulted = false
  #telling: Promise<void> = Promise.resolve()

  constructor(options: RecognitionTellingOptions) {
    this.#options = options
  }

  start(): void {
    this.now()
  }

  /** Somebody was enrolled or erased: the console need not wait a minute to know. */
  now(): void {
    if (this.#stopped) return
    this.#telling = this.#telling.then(() => this.#tell()).finally(() => this.#again())
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#cancel()
    await this.#telling
  }

  #again(): void {
    this.#cancel()
    if (!this.#stopped) this.#cancel = this.#options.clock.after(everyMs, () => this.now())
  }

  async #tell(): Promise<void> {
    const { recognition, cloud, kiosk, log } = this.#options
    try {
      recognition.keepTime()
      const receipts = recognition.untold().slice(0, mostReceipts)
      const erased = recognition.erased()
      const figures = recognition.figures(kiosk)
      // A shop that never enrolled anybody has nothing to tell.
      if (!recognition.enabled && figures.enrolled === 0 && receipts.length === 0 && erased.length === 0) return
      const body = { receipts, erased, figures }
      const { taken } = await cloud.json('/api/kiosk/recognition', recognitionTaken, {
        method: 'POST',
        body,
        timeoutMs,
      })
      for (const id of taken) recognition.told(id)
      this.#faulted = false
    } catch (error) {
      // What could not be told waits on disk for the next round.
      if (error instanceof VaultDamaged && !this.#faulted)
        log('templates do not open: is keys/faces.key the right one?')
      this.#faulted = error instanceof VaultDamaged
    }
  }
}

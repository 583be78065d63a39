import { recognitionTaken } from '@larder/contracts/recognition'
import type { Clock } from '../clock.ts'
import type { CloudLink } from '../cloud-link/cloud-link.ts'
import type { Recognition } from './recognition.ts'

const everyMs = 60_000
const timeoutMs = 10_000
/** As many receipts as one message takes. */
const mostReceipts = 100

/** Keeps recognition's times, and tells the cloud's audit log of receipts until it has them. */
export class RecognitionTelling {
  readonly #options: { recognition: Recognition; cloud: CloudLink; clock: Clock; kiosk: string }
  #cancel = (): void => undefined
  #stopped = false
  #telling: Promise<void> = Promise.resolve()

  constructor(options: { recognition: Recognition; cloud: CloudLink; clock: Clock; kiosk: string }) {
    this.#options = options
  }

  start(): void {
    this.#telling = this.#tell().finally(() => {
      if (!this.#stopped) this.#cancel = this.#options.clock.after(everyMs, () => this.start())
    })
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#cancel()
    await this.#telling
  }

  async #tell(): Promise<void> {
    const { recognition, cloud, kiosk } = this.#options
    recognition.keepTime()
    const receipts = recognition.untold().slice(0, mostReceipts)
    const figures = recognition.figures(kiosk)
    // A shop that never enrolled anybody has nothing to tell.
    if (!recognition.enabled && figures.enrolled === 0 && receipts.length === 0) return
    try {
      const body = { receipts, figures }
      const { taken } = await cloud.json('/api/kiosk/recognition', recognitionTaken, {
        method: 'POST',
        body,
        timeoutMs,
      })
      for (const id of taken) recognition.told(id)
    } catch {
      // They wait on disk, and are told with the next round.
    }
  }
}

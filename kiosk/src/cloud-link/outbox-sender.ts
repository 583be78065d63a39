import { type KioskReport, kioskReportsAnswer } from '@larder/contracts/kiosk-link'
import type { Clock } from '../clock.ts'
import { type CloudLink, CloudRefused } from './cloud-link.ts'
import type { Outbox } from './outbox.ts'

export interface OutboxSenderOptions {
  outbox: Outbox
  cloud: CloudLink
  clock: Clock
  log(line: string): void
}

const mostReports = 100
const firstPauseMs = 1000
const longestPauseMs = 60_000
/** What one turn reports goes in one request, with the figures that come a moment later. */
const gatherMs = 300
const timeoutMs = 10_000
/** The body itself is at fault: only then is a smaller batch another question. */
const faultOfTheBody = new Set([400, 413, 422])

/** Tells the cloud what waits in the outbox, oldest first, until it is empty; again and again while the cloud is away. */
export class OutboxSender {
  readonly #options: OutboxSenderOptions
  #batch = mostReports
  #pauseMs = firstPauseMs
  #cancel: (() => void) | null = null
  #sending: Promise<boolean> | null = null
  #stopped = false

  constructor(options: OutboxSenderOptions) {
    this.#options = options
  }

  start(): void {
    this.nudge()
  }

  /** Something waits. While the cloud is away its next try stays where it is. */
  nudge(): void {
    if (this.#pauseMs === firstPauseMs) this.#in(gatherMs)
  }

  /** The cloud is back. */
  resume(): void {
    this.#pauseMs = firstPauseMs
    this.#in(gatherMs)
  }

  /** Tells all that waits now. @returns whether the cloud has it, within the time */
  async flush(withinMs: number): Promise<boolean> {
    const { clock, outbox } = this.#options
    const outOfTime = new Promise<false>((resolve) => clock.after(withinMs, () => resolve(false)))
    const told = async () => {
      while (outbox.waiting > 0) if (!(await this.#send())) return false
      return true
    }
    return Promise.race([told(), outOfTime])
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#cancel?.()
    await this.#sending
  }

  #in(ms: number): void {
    if (this.#stopped) return
    this.#cancel?.()
    this.#cancel = this.#options.clock.after(ms, () => void this.#round())
  }

  async #round(): Promise<void> {
    const told = await this.#send()
    if (told && this.#options.outbox.waiting > 0) this.#in(0)
    else if (!told) {
      this.#in(this.#pauseMs)
      this.#pauseMs = Math.min(longestPauseMs, this.#pauseMs * 2)
    }
  }

  /** One batch at a time: the order of a conversation's turns is kept. */
  #send(): Promise<boolean> {
    this.#sending ??= this.#sendBatch().finally(() => {
      this.#sending = null
    })
    return this.#sending
  }

  async #sendBatch(): Promise<boolean> {
    const { outbox, cloud } = this.#options
    const reports = outbox.oldest(this.#batch)
    if (reports.length === 0) return true
    try {
      const { taken, refused } = await cloud.json('/api/kiosk/reports', kioskReportsAnswer, {
        method: 'POST',
        body: { reports },
        timeoutMs,
        probe: true,
      })
      outbox.remove([...taken, ...this.#refused(refused)])
      this.#batch = mostReports
      this.#pauseMs = firstPauseMs
      // An answer that names none of them would be asked for without end.
      return taken.length + refused.length > 0
    } catch (error) {
      return this.#failed(error, reports)
    }
  }

  #refused(refused: { id: string; message: string }[]): string[] {
    for (const { message } of refused) this.#options.log(`the cloud can not write a report: ${message}`)
    return refused.map(({ id }) => id)
  }

  #failed(error: unknown, [first, ...others]: KioskReport[]): boolean {
    if (!(error instanceof CloudRefused) || !faultOfTheBody.has(error.status) || first === undefined) return false
    if (others.length > 0) this.#batch = Math.ceil((others.length + 1) / 2)
    else {
      this.#options.log(`a report of kind ${first.kind} is given up: ${error.message}`)
      this.#options.outbox.remove([first.id])
    }
    return true
  }
}

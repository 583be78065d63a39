import type { Quarantined } from '@larder/contracts/quarantine'
import type { Reading } from '@larder/contracts/reading'
import type { Journal, Sample } from '../journal/journal.ts'
import type { Outcome } from '../journal/recall.ts'
import type { Quarantine } from '../quarantine/quarantine.ts'
import { ErrorCodes } from './error-codes.ts'
import type { Message, Parsed, Rejection } from './message.ts'
import { type ParseLimits, parseMessage } from './parse.ts'

/** Who judges the readings once they are on disk. */
export interface Rules {
  observe(readings: Reading[]): void
  /** A gateway repeats its last value under a fresh stamp. */
  observeStale(reading: Reading): void
}

export interface IntakeOptions {
  limits: ParseLimits & { lateMinutes: number }
  journal: Pick<Journal, 'append'>
  quarantine: Pick<Quarantine, 'keep'>
  rules: Rules
  clock: () => number
  /** Told of what was kept aside, after it is on disk. */
  onQuarantined(kept: Quarantined[]): void
}

export interface IntakeFigures {
  accepted: number
  duplicates: number
  late: number
}

/** The way in: parse at the door, journal or quarantine, and only then the rules. */
export class Intake {
  #options: IntakeOptions
  #figures: IntakeFigures = { accepted: 0, duplicates: 0, late: 0 }
  #newestMs = new Map<string, number>()
  #errorCodes = new ErrorCodes()

  constructor(options: IntakeOptions) {
    this.#options = options
  }

  get figures(): Readonly<IntakeFigures> {
    return this.#figures
  }

  /** Resolves when all that the messages hold is on disk; rejects, with nothing lost, when the disk does not take it. */
  async takeMessages(messages: readonly Message[]): Promise<void> {
    const receivedAtMs = this.#options.clock()
    const parsed = messages.map((message) => parseMessage(message, receivedAtMs, this.#options.limits))
    await this.take({
      samples: parsed.flatMap(({ samples }) => samples),
      rejections: parsed.flatMap(({ rejections }) => rejections),
    })
  }

  /** The same for a source that parses by itself, such as a serial one. */
  async take({ samples: given, rejections }: Parsed): Promise<void> {
    if (rejections.length > 0) this.keepAside(rejections)
    if (given.length === 0) return
    const samples = given.map((sample) => this.#marked(sample))
    const outcomes = await this.#options.journal.append(samples)
    const fresh: Reading[] = []
    samples.forEach((sample, index) => {
      this.#settle(sample, outcomes[index] ?? 'accepted', fresh)
    })
    if (fresh.length > 0) this.#options.rules.observe(fresh)
  }

  keepAside(rejections: readonly Rejection[]): void {
    this.#options.onQuarantined(this.#options.quarantine.keep(rejections, this.#options.clock()))
  }

  #marked(sample: Sample): Sample {
    if (sample.kind !== 'reading') return sample
    const reading = this.#errorCodes.mark(sample.reading)
    return reading === sample.reading ? sample : { ...sample, reading }
  }

  #settle(sample: Sample, outcome: Outcome, fresh: Reading[]): void {
    if (outcome !== 'accepted') this.#figures.duplicates += 1
    else {
      this.#figures.accepted += 1
      if (this.#isLate(sample)) this.#figures.late += 1
    }
    if (sample.kind === 'position') return
    if (outcome === 'accepted') fresh.push(sample.reading)
    else if (outcome === 'stale') this.#options.rules.observeStale(sample.reading)
  }

  #isLate(sample: Sample): boolean {
    const { asset, probe, observedAtMs } = sample.kind === 'reading' ? sample.reading : sample.position
    const key = `${asset}/${probe}`
    const newestMs = this.#newestMs.get(key) ?? observedAtMs
    this.#newestMs.set(key, Math.max(newestMs, observedAtMs))
    return newestMs - observedAtMs > this.#options.limits.lateMinutes * 60_000
  }
}

import type { FixQuality } from '@larder/contracts/position'
import { type Framed, NmeaFramer, type SentenceFault } from './nmea-line.ts'
import { readSentence, type Statement, type StatementFault } from './nmea-sentence.ts'

/** One fix of a receiver, made of all sentences of the same instant. */
export interface Fix {
  latitude: number
  longitude: number
  /** Absent while no sentence has told the date, or when the receiver tells no time. */
  observedAtMs?: number
  speedMetersPerSecond?: number
  courseDegrees?: number
  quality?: FixQuality
  satellites?: number
}

/** `no-fix` is no fault of the line: the receiver itself says that it does not know where it is. */
export type NmeaFault = SentenceFault | StatementFault | 'no-fix'

export interface Decoded {
  fixes: Fix[]
  rejected: { reason: NmeaFault; sentence: string }[]
}

interface Epoch {
  timeOfDayMs: number | undefined
  types: Set<string>
  /** Some sentence of this instant says that there is no fix. */
  voided: boolean
  stated: Omit<Statement, 'type' | 'void' | 'timeOfDayMs'>
}

const dayMs = 86_400_000
/** Two coordinates and the time need three. */
const leastSatellites = 3

/**
 * Decodes an NMEA 0183 stream, the same however it is chunked. Sentences of one time of day make one fix, which comes
 * out when the next time of day begins or at `end`. Never throws.
 */
export class NmeaDecoder {
  #framer = new NmeaFramer()
  #epoch: Epoch | undefined
  /** The newest instant whose date is known: other times of day are taken to lie within half a day of it. */
  #datedMs: number | undefined
  /** The time of day of the newest sentence that said "no fix". */
  #voidMs: number | undefined
  #nowMs: (() => number) | undefined

  /** With a clock, a receiver that has not told the date yet is taken to live now; a recorded log has none. */
  constructor(nowMs?: () => number) {
    this.#nowMs = nowMs
  }

  push(chunk: Uint8Array): Decoded {
    const decoded: Decoded = { fixes: [], rejected: [] }
    for (const framed of this.#framer.push(chunk)) this.#accept(framed, decoded)
    return decoded
  }

  /** Closes the epoch under way without waiting for the next one; a sentence under way goes on. */
  settle(): Decoded {
    const decoded: Decoded = { fixes: [], rejected: [] }
    this.#close(decoded)
    return decoded
  }

  /** The end of the stream: what is under way is all there is. */
  end(): Decoded {
    const decoded: Decoded = { fixes: [], rejected: [] }
    for (const framed of this.#framer.end()) this.#accept(framed, decoded)
    this.#close(decoded)
    return decoded
  }

  #accept(framed: Framed, decoded: Decoded): void {
    if ('fault' in framed) {
      decoded.rejected.push({ reason: framed.fault, sentence: framed.text })
      return
    }
    const statement = readSentence(framed.fields)
    if (statement === undefined) return
    if (typeof statement === 'string') decoded.rejected.push({ reason: statement, sentence: framed.text })
    else if (statement.void) {
      decoded.rejected.push({ reason: 'no-fix', sentence: framed.text })
      this.#voidMs = statement.timeOfDayMs
      if (this.#epoch?.timeOfDayMs !== undefined && this.#epoch.timeOfDayMs === this.#voidMs) this.#epoch.voided = true
    } else this.#combine(statement, decoded)
  }

  #combine(statement: Statement, decoded: Decoded): void {
    const { type, void: _, timeOfDayMs, ...stated } = statement
    if (stated.midnightMs !== undefined && timeOfDayMs !== undefined) this.#datedMs = stated.midnightMs + timeOfDayMs
    if (!this.#belongs(type, timeOfDayMs)) {
      this.#close(decoded)
      const voided = timeOfDayMs !== undefined && timeOfDayMs === this.#voidMs
      this.#epoch = { timeOfDayMs, types: new Set(), voided, stated: {} }
    }
    const epoch = this.#epoch as Epoch
    epoch.types.add(type)
    epoch.timeOfDayMs ??= timeOfDayMs
    // The first to state a thing is believed, but GGA alone knows every quality.
    epoch.stated = {
      ...stated,
      ...epoch.stated,
      ...(type === 'GGA' && stated.quality ? { quality: stated.quality } : {}),
    }
  }

  /** A sentence without a time, such as VTG, belongs to the epoch under way unless its like is already there. */
  #belongs(type: string, timeOfDayMs: number | undefined): boolean {
    if (this.#epoch === undefined) return false
    if (timeOfDayMs !== undefined && this.#epoch.timeOfDayMs !== undefined)
      return timeOfDayMs === this.#epoch.timeOfDayMs
    return !this.#epoch.types.has(type)
  }

  #close(decoded: Decoded): void {
    const epoch = this.#epoch
    this.#epoch = undefined
    if (epoch?.stated.fix === undefined) return
    // Where a receiver contradicts itself (RMC void, GGA with a fix), only satellites enough for one decide for the fix.
    if (epoch.voided && (epoch.stated.satellites ?? 0) < leastSatellites) return
    const { midnightMs, fix, ...stated } = epoch.stated
    const observedAtMs = this.#instantOf(epoch.timeOfDayMs, midnightMs)
    decoded.fixes.push({ ...fix, ...(observedAtMs === undefined ? {} : { observedAtMs }), ...stated })
  }

  #instantOf(timeOfDayMs: number | undefined, midnightMs: number | undefined): number | undefined {
    if (timeOfDayMs === undefined) return undefined
    if (midnightMs !== undefined) return midnightMs + timeOfDayMs
    if (this.#datedMs === undefined) return this.#nowMs && nearestDay(timeOfDayMs, this.#nowMs())
    this.#datedMs = nearestDay(timeOfDayMs, this.#datedMs)
    return this.#datedMs
  }
}

/** The instant with this time of day that lies nearest to another instant. */
export function nearestDay(timeOfDayMs: number, nearMs: number): number {
  const sameDayMs = Math.floor(nearMs / dayMs) * dayMs + timeOfDayMs
  return sameDayMs + Math.round((nearMs - sameDayMs) / dayMs) * dayMs
}

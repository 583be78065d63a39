export type SentenceFault = 'bad-checksum' | 'torn'

/** A sentence whose checksum holds: its fields without `$` and `*hh`; or one that is not, and why. */
export type Framed = { fields: string[]; text: string } | { fault: SentenceFault; text: string }

/** NMEA 0183 allows 82 characters; proprietary sentences are longer. */
const sentenceAtMost = 1024
const [lineFeed, carriageReturn, dollar, hash, exclamation] = [0x0a, 0x0d, 0x24, 0x23, 0x21]
const isPrintable = (byte: number): boolean => byte >= 0x20 && byte < 0x7f

/**
 * How many fields a sentence without a checksum must have to be believed whole, its name included (NMEA 0183 2.0 to
 * 4.11). Before 3.01 the checksum was optional for most sentences, and some receivers leave it out.
 */
const wholeFields: Record<string, readonly number[]> = {
  RMC: [12, 13, 14],
  GGA: [15],
  GLL: [7, 8],
  GNS: [13, 14],
  VTG: [9, 10],
  ZDA: [7],
}

/**
 * Cuts a stream of bytes into NMEA 0183 sentences, the same however it is chunked. Comment lines, binary frames, AIS
 * sentences (`!`) and text outside of sentences are passed over; a sentence that another one breaks into is `torn`, and
 * the inner one counts. A sentence without a checksum counts when it is whole, and its kind never came with one here.
 */
export class NmeaFramer {
  #state: 'line-start' | 'outside' | 'sentence' | 'comment' = 'line-start'
  #text = ''
  /** Kinds, such as GPRMC, that came with a checksum: one that lost it is torn. */
  readonly #checked = new Set<string>()

  push(chunk: Uint8Array): Framed[] {
    const framed: Framed[] = []
    for (const byte of chunk) {
      if (byte === lineFeed || byte === carriageReturn) {
        framed.push(...this.#close(true))
        this.#state = 'line-start'
      } else if (this.#state === 'comment') {
        // passed over up to the line's end
      } else if (byte === dollar) {
        framed.push(...this.#close(false))
        this.#state = 'sentence'
      } else if (this.#state === 'sentence') {
        if (isPrintable(byte) && byte !== exclamation) this.#text += String.fromCharCode(byte)
        else framed.push(...this.#close(false))
        if (this.#text.length >= sentenceAtMost) framed.push(...this.#close(false))
      } else {
        this.#state = this.#state === 'line-start' && byte === hash ? 'comment' : 'outside'
      }
    }
    return framed
  }

  /** Closes the sentence under way, as the end of the stream does. */
  end(): Framed[] {
    return this.#close(false)
  }

  #close(atLineEnd: boolean): Framed[] {
    const text = this.#text
    const framed = this.#state === 'sentence' && /^[A-Z]/.test(text) ? [this.#judge(text, atLineEnd)] : []
    this.#text = ''
    this.#state = 'outside'
    return framed
  }

  #judge(text: string, atLineEnd: boolean): Framed {
    const whole = `$${text}`
    const [, body, checksum] = /^([^*]*)\*([0-9A-Fa-f]{2})/.exec(text) ?? []
    if (body !== undefined && checksum !== undefined) {
      if (checksumOf(body) !== Number.parseInt(checksum, 16)) return { fault: 'bad-checksum', text: whole }
      const fields = body.split(',')
      if (Object.hasOwn(wholeFields, typeOf(fields))) this.#checked.add(fields[0] as string)
      return { fields, text: whole }
    }
    const fields = text.trimEnd().split(',')
    const counted = wholeFields[typeOf(fields)]?.includes(fields.length) === true
    const believed = atLineEnd && counted && !text.includes('*') && !this.#checked.has(fields[0] as string)
    return believed ? { fields, text: whole } : { fault: 'torn', text: whole }
  }
}

const typeOf = ([name = '']: readonly string[]): string => (/^[A-OQ-Z][A-Z]{4}$/.test(name) ? name.slice(2) : '')

/** NMEA 0183 §5.3.1: exclusive or of every character between `$` and `*`. */
export function checksumOf(body: string): number {
  let sum = 0
  for (let index = 0; index < body.length; index += 1) sum ^= body.charCodeAt(index)
  return sum
}

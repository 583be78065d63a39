export type SentenceFault = 'bad-checksum' | 'torn'

/** A sentence whose checksum holds: its fields without `$` and `*hh`; or one that is not, and why. */
export type Framed = { fields: string[]; text: string } | { fault: SentenceFault; text: string }

/** NMEA 0183 allows 82 characters; proprietary sentences are longer. */
const sentenceAtMost = 1024
const [lineFeed, carriageReturn, dollar, hash] = [0x0a, 0x0d, 0x24, 0x23]

/**
 * Cuts a stream of bytes into NMEA 0183 sentences, the same however it is chunked. Comment lines, binary noise and
 * text outside of sentences are passed over; a sentence that another one breaks into is `torn`, and the inner one counts.
 */
export class NmeaFramer {
  #state: 'line-start' | 'outside' | 'sentence' | 'comment' = 'line-start'
  #text = ''

  push(chunk: Uint8Array): Framed[] {
    const framed: Framed[] = []
    for (const byte of chunk) {
      if (byte === lineFeed || byte === carriageReturn) {
        framed.push(...this.end())
        this.#state = 'line-start'
      } else if (this.#state === 'comment') {
        // passed over up to the line's end
      } else if (byte === dollar) {
        framed.push(...this.end())
        this.#state = 'sentence'
      } else if (this.#state === 'sentence') {
        this.#text += String.fromCharCode(byte)
        if (this.#text.length >= sentenceAtMost) framed.push(...this.end())
      } else {
        this.#state = this.#state === 'line-start' && byte === hash ? 'comment' : 'outside'
      }
    }
    return framed
  }

  /** Closes the sentence under way, as the end of the stream does. */
  end(): Framed[] {
    const framed = this.#state === 'sentence' ? [judge(this.#text)] : []
    this.#text = ''
    this.#state = 'outside'
    return framed
  }
}

function judge(text: string): Framed {
  const [, body, checksum] = /^([^*]*)\*([0-9A-Fa-f]{2})/.exec(text) ?? []
  if (body === undefined || checksum === undefined) return { fault: 'torn', text: `$${text}` }
  if (checksumOf(body) !== Number.parseInt(checksum, 16)) return { fault: 'bad-checksum', text: `$${text}` }
  return { fields: body.split(','), text: `$${text}` }
}

/** NMEA 0183 §5.3.1: exclusive or of every character between `$` and `*`. */
export function checksumOf(body: string): number {
  let sum = 0
  for (let index = 0; index < body.length; index += 1) sum ^= body.charCodeAt(index)
  return sum
}

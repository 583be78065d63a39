import type { Language } from '@larder/contracts/language'
import { msOf } from '../audio/pcm.ts'
import type { Decoder, DecodingSession } from './decoder.ts'
import type { Outcome } from './decoder-messages.ts'
import { type Completeness, type EndReason, nextEndpoint, startEndpoint } from './endpoint.ts'
import type { Grammar } from './grammar.ts'
import { type HeardWord, startedBy, written } from './transcript.ts'
import { type ActivityFrame, VoiceActivity } from './voice-activity.ts'

export type UtteranceEvent =
  | { kind: 'level'; atMs: number; decibels: number; voiced: boolean }
  | { kind: 'speech'; atMs: number }
  | { kind: 'partial'; atMs: number; text: string }
  | { kind: 'end'; atMs: number; reason: EndReason }

export interface UtteranceOptions {
  grammar?: Grammar
  /** Told by the mind that reads the partial; without it every pause is a usual one. */
  completeness?: (partial: string) => Completeness
  /** Goes on past the end of speech until `finish`, as for a recording. */
  toTheEnd?: boolean
  onEvent?: (event: UtteranceEvent) => void
}

export interface Heard {
  language: Language
  text: string
  words: HeardWord[]
  partials: { atMs: number; text: string }[]
  /** When the end of speech was noticed, counted from the first sample; null when the sound ended before. */
  endpointMs: number | null
  endedBy: EndReason | null
  grammar: Outcome['grammar']
  warnings: string[]
  audioMs: number
  decodeMs: number
}

/** One turn of a shopper: sound in, partial texts and level while it goes on, the words when it is over. */
export class Utterance {
  /** Resolves when the speaker has ended or `finish` is called; rejects when decoding failed or `drop` is called. */
  readonly heard: Promise<Heard>
  readonly #language: Language
  readonly #options: UtteranceOptions
  readonly #session: DecodingSession
  readonly #activity = new VoiceActivity()
  readonly #frames: ActivityFrame[] = []
  readonly #partials: Heard['partials'] = []
  readonly #heard = Promise.withResolvers<Heard>()
  #state = startEndpoint(0)
  #end: { atMs: number; reason: EndReason } | null = null
  #audioMs = 0
  #finished = false

  /** @throws when too many listen already */
  constructor(decoder: Decoder, options: UtteranceOptions = {}) {
    this.#language = decoder.language
    this.#options = options
    this.#session = decoder.open(options.grammar ?? null, (partial, heardMs) => this.#read(partial, heardMs))
    this.heard = this.#heard.promise
    this.heard.catch(() => undefined)
  }

  /** Resolves when more may be written: a source that waits for it is never ahead of the decoder by more than a second. */
  async write(samples: Int16Array<ArrayBuffer>): Promise<void> {
    if (this.#finished) return
    this.#audioMs += msOf(samples.length)
    for (const frame of this.#activity.push(samples)) {
      this.#frames.push(frame)
      this.#options.onEvent?.({ kind: 'level', ...frame })
    }
    await this.#session.write(samples).catch((error: unknown) => {
      // Sound that was under way when the utterance ended is of no use; a decoder's failure is.
      if (!this.#finished) this.#heard.reject(error)
    })
  }

  finish(): Promise<Heard> {
    if (!this.#finished) {
      this.#finished = true
      this.#session.finish().then((outcome) => this.#heard.resolve(this.#told(outcome)), this.#heard.reject)
    }
    return this.heard
  }

  drop(): void {
    this.#finished = true
    this.#session.drop()
    this.#heard.reject(new Error('the utterance was dropped'))
  }

  #read(spaced: string, heardMs: number): void {
    const text = written(spaced, this.#language)
    if (text !== (this.#partials.at(-1)?.text ?? '')) {
      this.#partials.push({ atMs: Math.round(heardMs), text })
      this.#options.onEvent?.({ kind: 'partial', atMs: heardMs, text })
    }
    while (this.#end === null && (this.#frames[0]?.atMs ?? Number.POSITIVE_INFINITY) <= heardMs) {
      const { atMs, voiced } = this.#frames.shift() as ActivityFrame
      this.#endpoint({ atMs, voiced, partial: text })
    }
  }

  #endpoint(frame: { atMs: number; voiced: boolean; partial: string }): void {
    const silent = this.#state.speechAtMs === null
    const { state, end } = nextEndpoint(this.#state, frame, this.#options.completeness ?? (() => 'usual'))
    this.#state = state
    if (silent && state.speechAtMs !== null) this.#options.onEvent?.({ kind: 'speech', atMs: frame.atMs })
    if (end === null) return
    this.#end = { atMs: frame.atMs, reason: end }
    this.#options.onEvent?.({ kind: 'end', ...this.#end })
    if (!this.#options.toTheEnd) void this.finish()
  }

  #told({ transcript: decoded, grammar, warnings, decodeMs }: Outcome): Heard {
    const endMs = this.#options.toTheEnd ? null : (this.#end?.atMs ?? null)
    const transcript = endMs === null ? decoded : startedBy(decoded, endMs)
    return {
      language: this.#language,
      text: written(transcript.spaced, this.#language),
      words: transcript.words,
      partials: this.#partials,
      endpointMs: this.#end?.atMs ?? null,
      endedBy: this.#end?.reason ?? null,
      grammar: grammar && { ...grammar, text: written(grammar.text, this.#language) },
      warnings,
      audioMs: this.#audioMs,
      decodeMs,
    }
  }
}

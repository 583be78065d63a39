import type { Language } from '@larder/contracts/language'
import type { Completeness } from '../hearing/endpoint.ts'
import type { Grammar } from '../hearing/grammar.ts'
import type { HeldDecoder } from '../hearing/hearing.ts'
import { chooseLanguage } from '../hearing/language-choice.ts'
import { type Heard, Utterance, type UtteranceEvent } from '../hearing/utterance.ts'

export interface ListeningOptions {
  /** One decoder where the language is known, both where it is not. */
  decoders: Promise<HeldDecoder[]>
  /** Whose words are shown while both listen, and which counts when neither is surer. */
  likely: Language
  /** By how much the other decoder must be surer to be believed. */
  margin: number
  grammar(language: Language): Grammar | undefined
  completeness(partial: string, language: Language): Completeness
  onLevel(decibels: number, voiced: boolean): void
  onPartial(text: string, language: Language): void
}

export interface ListeningHeard {
  /** Null when nothing was understood. */
  text: string | null
  language: Language
  /** Whether one decoder was clearly surer, or there was but one. */
  clear: boolean
  endedBy: string | null
  /** From the last word to the moment its end was noticed. */
  silenceMs: number
}

/** One turn of a shopper at the microphone. */
export class Listening {
  readonly #options: ListeningOptions
  readonly #opened: Promise<Utterance[]>
  readonly #heard: Promise<ListeningHeard>
  #dropped = false

  constructor(options: ListeningOptions) {
    this.#options = options
    this.#opened = options.decoders.then((decoders) => this.#open(decoders))
    this.#heard = this.#opened.then((utterances) => this.#listen(utterances))
    this.#heard.catch(() => undefined)
  }

  /** Rejects when no decoder could be had or decoding failed, and when it was dropped. */
  get heard(): Promise<ListeningHeard> {
    return this.#heard
  }

  /** Resolves when more may be written: no source is ahead of the decoders by more than a second. */
  async write(samples: Int16Array<ArrayBuffer>): Promise<void> {
    const utterances = await this.#opened
    await Promise.all(utterances.map((utterance) => utterance.write(samples)))
  }

  /** The shopper has let go of the button. */
  async finish(): Promise<void> {
    for (const utterance of await this.#opened) void utterance.finish().catch(() => undefined)
  }

  drop(): void {
    this.#dropped = true
    void this.#opened.then((utterances) => utterances.map((utterance) => utterance.drop())).catch(() => undefined)
  }

  #open(decoders: HeldDecoder[]): Utterance[] {
    if (this.#dropped) throw new Error('nobody listens any more')
    const { likely, grammar, completeness } = this.#options
    const shown = decoders.find(({ decoder }) => decoder.language === likely) ?? decoders[0]
    return decoders.map((held) => {
      const { language } = held.decoder
      const phrases = grammar(language)
      return new Utterance(held.decoder, {
        completeness: (partial) => completeness(partial, language),
        ...(phrases ? { grammar: phrases } : {}),
        ...(held === shown ? { onEvent: (event) => this.#tell(event, language) } : {}),
      })
    })
  }

  #tell(event: UtteranceEvent, language: Language): void {
    if (this.#dropped) return
    if (event.kind === 'level') this.#options.onLevel(event.decibels, event.voiced)
    else if (event.kind === 'partial') this.#options.onPartial(event.text, language)
  }

  /** The one that notices the end of words it heard ends it for both. */
  async #listen(utterances: Utterance[]): Promise<ListeningHeard> {
    const ended = utterances.map((utterance) =>
      utterance.heard.then((heard) => {
        if (heard.text === '') return
        for (const other of utterances) void other.finish().catch(() => undefined)
      }),
    )
    await Promise.all(ended)
    return told(await Promise.all(utterances.map(({ heard }) => heard)), this.#options)
  }
}

function told(all: Heard[], { likely, margin }: Pick<ListeningOptions, 'likely' | 'margin'>): ListeningHeard {
  const choice = chooseLanguage(all, margin)
  const usual = all.find(({ language, text }) => language === likely && text !== '')
  // Not sure enough to change the language; but words are better than none.
  const heard = choice.clear ? choice.heard : (usual ?? choice.heard)
  // The decoder whose silence was noticed first has the time of it.
  const end = heard.endpointMs === null ? (all.find(({ endpointMs }) => endpointMs !== null) ?? heard) : heard
  const lastMs = heard.words.at(-1)?.endMs ?? 0
  return {
    text: heard.text === '' ? null : heard.text,
    language: heard.language,
    clear: choice.clear,
    endedBy: end.endedBy,
    silenceMs: Math.max(0, Math.round((end.endpointMs ?? lastMs) - lastMs)),
  }
}

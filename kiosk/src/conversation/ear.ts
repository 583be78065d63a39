import type { Mind } from '@larder/assistant/mind/mind'
import type { ToScreen } from '@larder/contracts/kiosk-screen'
import type { Language } from '@larder/contracts/language'
import type { Clock } from '../clock.ts'
import type { HeldDecoder } from '../hearing/hearing.ts'
import { clearMargin } from '../hearing/language-choice.ts'
import type { Dialog } from './dialog.ts'
import { grammarFor } from './grammar-for.ts'
import { HeldDecoders } from './held-decoders.ts'
import { Listening, type ListeningHeard } from './listening.ts'

/** Among talkers a decoder is soon as sure of the wrong language: a shopper rarely changes it. */
const otherLanguageMargin = 0.1
/** A microphone that gives no sound for so long is not listened to any longer. */
const deadMicrophoneMs = 3000
/** Voiced frames of 20 ms in a row that stop the voice: a cough or a trolley is shorter. */
const bargeInFrames = 4
/** A level for the meter each third frame. */
const levelEvery = 3
/** Sound that was on its way when the end of the words was noticed. */
const trailingMs = 3000

export interface EarOptions {
  clock: Clock
  hears(): Language[]
  holdDecoders(languages: Language[]): Promise<HeldDecoder[]>
  mind(): Promise<Mind>
  tell(message: ToScreen): void
  /** Speaking stops the voice. */
  onVoice(): void
  /** The partial words grow: somebody is there. */
  onWords(): void
  /** Not told while the voice sounds and nothing was heard: the microphone was open beside it, and stays so. */
  onHeard(dialog: Dialog, heard: ListeningHeard): void
  onFailure(error: unknown): void
  sounding(): boolean
}

/** One screen's hearing: what comes from its microphone, until the shopper has ended. */
export class Ear {
  readonly #options: EarOptions
  readonly #decoders: HeldDecoders
  #listening: Listening | null = null
  #heardAtMs = Number.NEGATIVE_INFINITY
  #voicedFrames = 0
  #levels = 0
  #cancelMicrophone = (): void => undefined

  constructor(options: EarOptions) {
    this.#options = options
    this.#decoders = new HeldDecoders((languages) => options.holdDecoders(languages))
  }

  /** Models come into memory while the greeting is said. */
  warm(dialog: Dialog): void {
    this.#decodersOf(dialog, undefined)?.catch(() => undefined)
  }

  /** @returns whether the language is heard here */
  listen(dialog: Dialog, language?: Language): boolean {
    const decoders = this.#decodersOf(dialog, language)
    if (decoders === null) return false
    this.stop()
    this.#voicedFrames = 0
    const { tell, onWords, mind } = this.#options
    const { state } = dialog
    let judge: Mind | null = null
    void mind().then(
      (loaded) => {
        judge = loaded
      },
      () => undefined,
    )
    const listening = new Listening({
      decoders,
      likely: dialog.language,
      margin: dialog.clear ? otherLanguageMargin : clearMargin,
      grammar: (heardLanguage) => grammarFor(dialog.answer, heardLanguage),
      completeness: (partial, heardLanguage) => judge?.completeness(partial, heardLanguage, state) ?? 'usual',
      onLevel: (decibels, voiced) => this.#level(decibels, voiced),
      onPartial: (text, heardLanguage) => {
        onWords()
        tell({ kind: 'partial', text, language: heardLanguage })
      },
    })
    this.#listening = listening
    this.#watchMicrophone(listening)
    tell({ kind: 'listening' })
    listening.heard.then(
      (heard) => this.#heard(dialog, listening, heard),
      (error: unknown) => this.#deaf(listening, error),
    )
    return true
  }

  /** Resolves when more sound may come, to whether anybody wanted it. */
  async hear(samples: Int16Array<ArrayBuffer>): Promise<boolean> {
    const listening = this.#listening
    if (listening === null) return this.#options.clock.nowMs() - this.#heardAtMs < trailingMs
    this.#watchMicrophone(listening)
    await listening.write(samples).catch(() => undefined)
    return true
  }

  /** The shopper said that this was all. */
  hush(): void {
    void this.#listening?.finish().catch(() => undefined)
  }

  stop(): void {
    this.#cancelMicrophone()
    this.#listening?.drop()
    this.#listening = null
  }

  /** The conversation is over: nothing of it is kept, and the models may leave memory. */
  forget(): void {
    this.stop()
    this.#decoders.release()
    this.#heardAtMs = Number.NEGATIVE_INFINITY
  }

  #heard(dialog: Dialog, listening: Listening, heard: ListeningHeard): void {
    if (!this.#ended(listening)) return
    const { sounding, onHeard } = this.#options
    if (heard.text === null && sounding()) this.listen(dialog)
    else onHeard(dialog, heard)
  }

  #deaf(listening: Listening, error: unknown): void {
    if (!this.#ended(listening)) return
    this.#decoders.forget()
    this.#options.onFailure(error)
  }

  /** @returns whether it was still listened to */
  #ended(listening: Listening): boolean {
    if (this.#listening !== listening) return false
    this.#cancelMicrophone()
    this.#listening = null
    this.#heardAtMs = this.#options.clock.nowMs()
    return true
  }

  #watchMicrophone(listening: Listening): void {
    this.#cancelMicrophone()
    this.#cancelMicrophone = this.#options.clock.after(deadMicrophoneMs, () => {
      void listening.finish().catch(() => undefined)
    })
  }

  #level(decibels: number, voiced: boolean): void {
    const { onVoice, tell } = this.#options
    this.#voicedFrames = voiced ? this.#voicedFrames + 1 : 0
    if (this.#voicedFrames >= bargeInFrames) onVoice()
    if (this.#levels++ % levelEvery === 0) tell({ kind: 'level', decibels: Math.round(decibels * 10) / 10, voiced })
  }

  /** Of the language that is known, or of all while it is not; null when it is not heard here. */
  #decodersOf(dialog: Dialog, asked: Language | undefined): Promise<HeldDecoder[]> | null {
    const heard = this.#options.hears()
    const wanted = asked ?? (dialog.chosen ? dialog.language : undefined)
    const languages = wanted === undefined ? heard : heard.filter((language) => language === wanted)
    return languages.length === 0 ? null : this.#decoders.of(languages)
  }
}

import type { FromScreen, ToScreen } from '@larder/contracts/kiosk-screen'
import type { Language } from '@larder/contracts/language'
import { ScreenLink } from './link/screen-link.ts'
import { SoundSender } from './link/sound-sender.ts'
import { levelOf } from './sound/level.ts'
import { Microphone, MicrophoneError } from './sound/microphone.ts'
import { Player } from './sound/player.ts'
import { firstState, reduce, type ScreenEvent, type ScreenState } from './state/screen-state.ts'

type EnrolMessage = Extract<FromScreen, { kind: 'enrol' }>

/** An answer whose sound has not begun by then will have none. */
const soundExpectedMs = 1500
const awakeEveryMs = 1000
/** When the server can not be asked how long to wait before a conversation is wiped. */
const usualWipeMs = 45_000

/** The screen's side of the kiosk: connection, microphone and loudspeaker behind one state that the page draws. */
export class Kiosk {
  readonly #link: ScreenLink
  readonly #sender: SoundSender
  readonly #microphone = new Microphone(() => this.#audio())
  readonly #player: Player
  readonly #listeners = new Set<() => void>()
  readonly #levelListeners = new Set<(share: number) => void>()
  #state = firstState
  #audioContext: AudioContext | null = null
  #afterBegun: (() => void) | null = null
  /** The shopper speaks rather than types: after the answer the microphone opens by itself. */
  #handsFree = false
  #heardAtMs: number | null = null
  #awakeSaidAtMs = 0
  #listenLater: ReturnType<typeof setTimeout> | undefined
  #wipeLater: ReturnType<typeof setTimeout> | undefined

  constructor(url: string) {
    this.#link = new ScreenLink(url, {
      message: (message) => this.#told(message),
      sound: (samples) => this.#player.push(samples),
      state: (to) => this.#linkIs(to),
    })
    this.#sender = new SoundSender(this.#link)
    this.#player = new Player(() => this.#audio(), {
      sounding: (turn, sentence) => this.#happened({ kind: 'sounding', turn, sentence }),
      first: (turn, atMs) => this.#tellPlayed(turn, atMs),
      silent: (finished) => this.#silent(finished),
    })
    this.#microphone.onFrame = ({ frame, decibels }) => {
      if (this.#state.listening !== 'on') return
      if (this.#sender.push(frame) && this.#state.notice === null) this.#notice({ kind: 'sound-dropped' })
      for (const tell of this.#levelListeners) tell(levelOf(decibels))
    }
  }

  start(): void {
    this.#link.start()
  }

  stop(): void {
    this.#link.stop()
    this.#quiet()
    this.#microphone.close()
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  readonly state = (): ScreenState => this.#state

  /** How loud the microphone is, 0 to 1: apart from the state, because it changes 25 times a second. */
  readonly onLevel = (listener: (share: number) => void): (() => void) => {
    this.#levelListeners.add(listener)
    return () => this.#levelListeners.delete(listener)
  }

  /** From the attract screen; `afterwards` is done when the conversation has begun. */
  begin(language: Language, how: { speaking: boolean; afterwards?: () => void }): void {
    void this.#audio().resume()
    this.#handsFree = how.speaking && this.canHear(language)
    this.#afterBegun = how.afterwards ?? null
    // Unnamed, the first words may be of any language.
    this.#say({ kind: 'begin', ...(language !== this.#state.home && { language }) })
  }

  canHear(language: Language): boolean {
    return this.#state.ready?.hears.includes(language) ?? false
  }

  /** The big button: listen, or stop listening. */
  talk(): void {
    if (this.#state.listening === 'off') void this.#listen()
    else this.hush()
  }

  hush(): void {
    this.#handsFree = false
    this.#say({ kind: 'hush' })
    this.#happened({ kind: 'hushed' })
  }

  type(text: string): void {
    const words = text.trim().slice(0, 2000)
    if (words === '') return
    this.#handsFree = false
    this.#ask(words, { kind: 'typed', text: words })
  }

  choose(choice: string, label: string): void {
    this.#ask(label, { kind: 'chose', choice, label: label.slice(0, 120) })
  }

  interrupt(): void {
    if (!this.#player.sounding) return
    this.#player.interrupt()
    this.#say({ kind: 'interrupt' })
  }

  setVoice(voice: { speed: number; volume: number }): void {
    this.#happened({ kind: 'voice-set', ...voice })
    this.#say({ kind: 'voice', ...voice })
  }

  setLanguage(to: Language): void {
    if (this.#state.conversation === null) this.#happened({ kind: 'language-shown', to })
    else this.#say({ kind: 'language', to })
  }

  rate(score: number): void {
    this.#happened({ kind: 'rated', score })
    this.#say({ kind: 'rated', rating: { score, text: '' } })
  }

  continueOnPhone(): void {
    this.#say({ kind: 'continue-on-phone' })
  }

  closePhoneLink(): void {
    this.#happened({ kind: 'phone-link-closed' })
  }

  dismissNotice(): void {
    this.#notice(null)
  }

  member(by: 'code' | 'phone', value: string): void {
    this.#askAsMember({ kind: 'member', by, value })
  }

  lookForMe(): void {
    this.#askAsMember({ kind: 'look' })
  }

  endLook(): void {
    this.#happened({ kind: 'member-asked', ended: { look: null } })
  }

  enrol(consent: EnrolMessage['consent'], guardianCode: string | undefined): void {
    this.#askAsMember({ kind: 'enrol', consent, ...(guardianCode !== undefined && { guardianCode }) })
  }

  finishEnrolment(): void {
    this.#askAsMember({ kind: 'enrol-finish' })
  }

  cancelEnrolment(): void {
    this.#askAsMember({ kind: 'enrol-cancel' }, { enrolment: null })
  }

  eraseFace(): void {
    this.#askAsMember({ kind: 'erase-face' })
  }

  end(): void {
    this.#say({ kind: 'end' })
    this.#wipe()
  }

  /** Somebody is there. */
  awake(): void {
    if (this.#state.conversation === null) return
    const now = performance.now()
    const missed = this.#state.idleUntilMs !== null
    if (!missed && now - this.#awakeSaidAtMs < awakeEveryMs) return
    this.#awakeSaidAtMs = now
    this.#happened({ kind: 'touched' })
    this.#say({ kind: 'awake' })
    if (this.#state.link !== 'open') this.#wipeUnlessTouched()
  }

  #askAsMember(message: FromScreen, ended: Partial<ScreenState['membership']> = {}): void {
    this.#happened({ kind: 'member-asked', ended })
    this.#say(message)
  }

  #ask(shown: string, message: FromScreen): void {
    this.#quiet()
    if (!this.#say(message)) return
    this.#happened({ kind: 'asked', id: crypto.randomUUID(), text: shown })
  }

  async #listen(): Promise<void> {
    if (this.#state.link !== 'open' || this.#state.listening !== 'off') return
    const { conversation } = this.#state
    this.#happened({ kind: 'listen-asked' })
    try {
      await this.#microphone.open()
    } catch (cause) {
      this.#happened({ kind: 'hushed' })
      this.#handsFree = false
      this.#notice({ kind: 'microphone', fault: cause instanceof MicrophoneError ? cause.fault : 'failed' })
      return
    }
    // Wiped, hushed or cut off while the browser asked for the microphone.
    if (this.#state.conversation !== conversation || this.#state.listening === 'off') return
    this.#handsFree = true
    this.#sender.clear()
    this.#say({ kind: 'listen' })
  }

  #told(message: ToScreen): void {
    if (message.kind === 'heard') this.#heardAtMs = message.text === null ? null : performance.now()
    if (message.kind === 'heard' && message.text === null) this.#handsFree = false
    this.#happened({ kind: 'from-server', message, nowMs: Date.now() })
    switch (message.kind) {
      case 'ready':
        this.#takeUpAgain()
        return
      case 'refused':
        this.#goOn()
        return
      case 'answer':
        this.#goOn()
        clearTimeout(this.#listenLater)
        if (this.#handsFree) this.#listenLater = setTimeout(() => this.#listenAgain(), soundExpectedMs)
        return
      case 'speaking':
        clearTimeout(this.#listenLater)
        this.#player.expect(message.turn, message.rateHz, message.sentence)
        if (this.#state.ready?.bargeIn) this.#listenAgain()
        return
      case 'spoken':
        if (message.interrupted) this.#player.interrupt()
        this.#player.complete(message.turn)
        return
      case 'wiped':
        this.#wipe()
        return
      default:
        return
    }
  }

  /** What was asked on the attract screen comes after the greeting, as it is read. */
  #goOn(): void {
    const afterBegun = this.#afterBegun
    this.#afterBegun = null
    afterBegun?.()
  }

  #linkIs(to: ScreenState['link']): void {
    this.#happened({ kind: 'link', to })
    if (to === 'open') clearTimeout(this.#wipeLater)
    else {
      this.#quiet()
      this.#wipeUnlessTouched()
    }
  }

  #takeUpAgain(): void {
    const { conversation, language } = this.#state
    if (conversation !== null) this.#say({ kind: 'begin', language, resume: conversation })
  }

  /** Without a server nobody else ends what the last shopper left on the screen. */
  #wipeUnlessTouched(): void {
    clearTimeout(this.#wipeLater)
    if (this.#state.conversation === null) return
    this.#wipeLater = setTimeout(() => this.#wipe(), this.#state.ready?.idleWipeMs ?? usualWipeMs)
  }

  #wipe(): void {
    this.#quiet()
    this.#microphone.close()
    clearTimeout(this.#wipeLater)
    this.#handsFree = false
    this.#afterBegun = null
    this.#heardAtMs = null
    this.#happened({ kind: 'wiped' })
  }

  #quiet(): void {
    clearTimeout(this.#listenLater)
    this.#player.interrupt()
    this.#sender.clear()
  }

  #silent(finished: boolean): void {
    this.#happened({ kind: 'silent' })
    if (finished && !this.#state.ready?.bargeIn && this.#state.choices.length === 0) this.#listenAgain()
  }

  #listenAgain(): void {
    const { listening, mode, thinking } = this.#state
    if (this.#handsFree && listening === 'off' && !thinking && mode !== 'ended') void this.#listen()
  }

  #tellPlayed(turn: string, atMs: number): void {
    if (this.#heardAtMs === null) return
    const afterMs = Math.min(60_000, Math.max(0, atMs - this.#heardAtMs))
    this.#heardAtMs = null
    this.#say({ kind: 'played', turn, afterMs })
  }

  #audio(): AudioContext {
    this.#audioContext ??= new AudioContext({ latencyHint: 'interactive' })
    return this.#audioContext
  }

  #say(message: FromScreen): boolean {
    return this.#link.send(message)
  }

  #notice(notice: ScreenState['notice']): void {
    this.#happened({ kind: 'noticed', notice })
  }

  #happened(event: ScreenEvent): void {
    const next = reduce(this.#state, event)
    if (next === this.#state) return
    this.#state = next
    for (const listener of this.#listeners) listener()
  }
}

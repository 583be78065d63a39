import type { Answer, Input, Mind } from '@larder/assistant/mind/mind'
import type { CustomerTag } from '@larder/assistant/mind/skill'
import type { Rating } from '@larder/contracts/conversation'
import type { FromScreen, ScreenReady } from '@larder/contracts/kiosk-screen'
import type { Language } from '@larder/contracts/language'
import type { Clock } from '../clock.ts'
import type { InboxEvent } from '../cloud-link/inbox.ts'
import type { HeldDecoder } from '../hearing/hearing.ts'
import { isMemberMessage, MemberDesk, type MemberMessage, type MemberServices } from '../recognition/member-desk.ts'
import type { Speaker } from '../speaking/speaker.ts'
import type { Dialog } from './dialog.ts'
import { Ear } from './ear.ts'
import type { IdleTimes } from './idle.ts'
import { IdleWatch } from './idle-watch.ts'
import type { ListeningHeard } from './listening.ts'
import type { Screen } from './screen.ts'
import { Talk } from './talk.ts'
import { TurnQueue } from './turn-queue.ts'
import { languageOfTyped } from './typed-language.ts'

/** What all screens of a kiosk share. */
export interface Surroundings {
  clock: Clock
  idle: IdleTimes
  languages: Language[]
  ready(): Omit<ScreenReady, 'kind'>
  cloudAway(): boolean
  /** Loaded when it is first asked for. */
  mind(): Promise<Mind>
  speaker(): Promise<Speaker>
  /** A fixed prompt that may be kept. */
  prepare(text: string, language: Language): void
  voiceFailed(error: Error): void
  voiceWorked(): void
  hears(): Language[]
  members: MemberServices
  holdDecoders(languages: Language[]): Promise<HeldDecoder[]>
  dialog(language: Language, chosen: boolean): Dialog
  desk(session: Session, dialog: Dialog): Parameters<Mind['answer']>[1]
  phoneLink(conversation: string): Promise<{ url: string; expiresAtMs: number }>
  log(line: string): void
}

type Refusal = { code: string; message: string }

const usualVoice = { speed: 1, volume: 0.8 }
/** After a goodbye, for a rating. */
const leaveMs = 10_000

/** One screen and the conversation before it. */
export class Session {
  readonly #around: Surroundings
  readonly #talk: Talk
  readonly #ear: Ear
  readonly #idle: IdleWatch
  readonly #turns = new TurnQueue((error) => this.#unanswered(error))
  readonly #members: MemberDesk
  #screen: Screen | null
  #dialog: Dialog | null = null
  #voice = { ...usualVoice }
  #silenceMs = 0

  constructor(around: Surroundings, screen: Screen) {
    this.#around = around
    this.#screen = screen
    this.#talk = new Talk(() => this.#screen, around.clock)
    this.#ear = new Ear({
      ...around,
      tell: (message) => this.#screen?.tell(message),
      onVoice: () => this.#talk.interrupt(),
      onWords: () => this.#awake(),
      onHeard: (dialog, heard) => this.#heard(dialog, heard),
      onFailure: (error) => this.#deaf(error),
      sounding: () => this.#talk.sounding,
    })
    this.#idle = new IdleWatch({
      clock: around.clock,
      times: around.idle,
      sounding: () => this.#talk.sounding,
      onWarning: (secondsLeft) => this.#screen?.tell({ kind: 'idle', secondsLeft }),
      onWipe: () => this.#wipe('idle'),
    })
    this.#members = new MemberDesk({
      ...around.members,
      tell: (message) => this.#screen?.tell(message),
      refuse: (code, message) => this.#refuse({ code, message }),
      onMember: (tags) => this.#welcome(tags),
    })
  }

  get conversation(): string | null {
    return this.#dialog?.id ?? null
  }

  get screen(): Screen | null {
    return this.#screen
  }

  /** A screen comes, or comes back to its conversation. */
  attach(screen: Screen): void {
    this.#screen = screen
    this.greetScreen()
    const dialog = this.#dialog
    if (dialog === null) return
    this.#awake()
    screen.tell({ kind: 'begun', conversation: dialog.id, language: dialog.language })
    this.#tellMode()
  }

  /** Its connection is gone; whoever stands there may come back until the idle time is over. */
  detach(): void {
    this.#screen = null
    this.#talk.interrupt()
    this.#ear.stop()
  }

  /** Says what this kiosk can do now; again when that has changed. */
  greetScreen(): void {
    this.#screen?.tell({ kind: 'ready', ...this.#around.ready() })
  }

  take(message: FromScreen): void {
    if (message.kind !== 'played') this.#awake()
    if (message.kind === 'begin') this.#begin(message.language)
    else if (message.kind === 'voice') this.#setVoice(message)
    else if (message.kind === 'awake') return
    else if (this.#dialog === null)
      this.#refuse({ code: 'not-begun', message: 'no conversation has begun: send begin first' })
    else if (isMemberMessage(message)) this.#members.take(message)
    else this.#takeIn(this.#dialog, message)
  }

  /** Resolves when more sound may come. */
  async hear(samples: Int16Array<ArrayBuffer>): Promise<void> {
    if (await this.#ear.hear(samples)) return
    this.#refuse({ code: 'not-listening', message: 'nobody listens: send listen before sound' })
  }

  /** What the cloud tells of this conversation. */
  told(event: Exclude<InboxEvent, { name: 'copy-changed' }>): void {
    const dialog = this.#dialog
    if (dialog === null || event.data.conversation !== dialog.id) return
    this.#awake()
    if (event.name === 'agent-joined') {
      dialog.mode = 'agent'
      dialog.agent = event.data.agent
    } else if (event.name === 'agent-said') {
      const { id, text, language } = event.data
      this.#screen?.tell({
        kind: 'answer',
        turn: id,
        by: 'agent',
        text,
        language,
        cards: [],
        choices: [],
        expects: 'open',
      })
      this.#speak(dialog, id, text, language)
      return
    } else if (event.name === 'agent-left') {
      dialog.mode = event.data.ended ? 'ended' : 'assistant'
      dialog.agent = null
    } else if (event.name === 'person-called') {
      if (dialog.mode === 'assistant') dialog.mode = 'waiting'
    } else {
      dialog.mode = 'ended'
      this.#tellMode()
      this.#wipe('moved')
      return
    }
    this.#tellMode()
  }

  /** A look that some screen began found a member. */
  looked(id: string, member: string): Promise<void> {
    return this.#members.looked(id, member)
  }

  /** Whether the cloud answers has changed, or a person was called. */
  tellMode(): void {
    if (this.#dialog !== null) this.#tellMode()
  }

  /** Ends without a word, as when the kiosk stops. */
  stop(): void {
    this.#forget('shutdown')
  }

  /** A member is greeted and served by what they bought; a question that waits for its answer is asked again. */
  #welcome(tags: CustomerTag[]): void {
    const dialog = this.#dialog
    if (dialog === null) return
    dialog.tags = tags
    // A person who answers sees to it themselves.
    if (dialog.mode !== 'assistant') return
    this.#talk.interrupt()
    this.#inTurn(dialog, async () => {
      const { members, mind } = this.#around
      const { welcomeWords } = await import('../recognition/welcome.ts')
      const { language, answer: last, state } = dialog
      const asked = { input: { kind: 'chose', choice: 'intent:product-recommend' }, language, state, tags } as const
      const answer =
        last === null || last.expects === 'open'
          ? await (await mind()).answer(asked, this.#around.desk(this, dialog))
          : { ...last, effects: [] }
      if (this.#dialog !== dialog) return
      const greeting = welcomeWords(members.copy(), language, members.nowMs())
      const say = `${greeting}${language === 'zh' ? '' : ' '}${answer.say}`
      this.#tellAnswer(dialog, { ...answer, say, language }, null)
    })
  }

  #takeIn(dialog: Dialog, message: Exclude<FromScreen, MemberMessage>): void {
    switch (message.kind) {
      case 'typed':
        this.#talk.interrupt()
        this.#setLanguage(dialog, languageOfTyped(message.text, dialog.language, this.#around.languages))
        this.#turn({ kind: 'said', text: message.text, spoken: false }, message.text)
        break
      case 'chose':
        this.#talk.interrupt()
        this.#turn({ kind: 'chose', choice: message.choice }, message.label)
        break
      case 'listen':
        this.#listen(dialog, message.language)
        break
      case 'hush':
        this.#ear.hush()
        break
      case 'interrupt':
        this.#talk.interrupt()
        break
      case 'language':
        this.#setLanguage(dialog, message.to)
        dialog.chosen = true
        break
      case 'rated':
        this.#rate(dialog, message.rating)
        break
      case 'played':
        dialog.soundedAfter(message.turn, Math.round(this.#silenceMs + message.afterMs))
        break
      case 'continue-on-phone':
        void this.#continueOnPhone(dialog)
        break
      case 'end':
        this.#wipe('goodbye')
        break
      case 'begin':
      case 'voice':
      case 'awake':
        break
    }
  }

  #begin(language: Language | undefined): void {
    this.#forget('restarted')
    const dialog = this.#around.dialog(language ?? (this.#around.languages[0] as Language), language !== undefined)
    this.#dialog = dialog
    this.#screen?.tell({ kind: 'begun', conversation: dialog.id, language: dialog.language })
    this.#awake()
    // While the greeting is said the models come into memory.
    this.#ear.warm(dialog)
    this.#inTurn(dialog, async () => {
      const mind = await this.#around.mind()
      if (this.#dialog !== dialog) return
      const greeting = mind.greeting(dialog.language, this.#around.desk(this, dialog))
      this.#tellAnswer(dialog, greeting, null)
      this.#around.prepare(greeting.say, greeting.language)
    })
  }

  #turn(input: Input, shown: string, heard: ListeningHeard | null = null): void {
    const dialog = this.#dialog
    if (dialog === null) return
    const { clock } = this.#around
    const endedAtMs = clock.nowMs()
    this.#silenceMs = heard?.silenceMs ?? 0
    this.#inTurn(dialog, async () => {
      const { language } = dialog
      if (dialog.mode === 'agent') {
        // A person answers: what was said goes to them, with its digits masked as ever.
        const { masked } = await import('@larder/assistant/mind/mask')
        dialog.said(masked(shown, false), language, heard !== null, null)
        return
      }
      const mind = await this.#around.mind()
      const asked = { input, language, state: dialog.state, mode: dialog.mode, tags: dialog.tags }
      const answer = await mind.answer(asked, this.#around.desk(this, dialog))
      if (this.#dialog !== dialog) return
      if (dialog.agent !== null) {
        // A person came while it was thought about: they answer.
        dialog.said(input.kind === 'said' ? answer.masked : shown, language, heard !== null, null)
        return
      }
      dialog.said(input.kind === 'said' ? answer.masked : shown, language, heard !== null, answer)
      this.#tellAnswer(dialog, answer, this.#silenceMs + clock.nowMs() - endedAtMs, endedAtMs)
    })
  }

  #inTurn(dialog: Dialog, work: () => Promise<void>): void {
    const taken = this.#turns.add(() => (this.#dialog === dialog ? work() : undefined))
    if (!taken) this.#refuse({ code: 'busy', message: 'the last words are still being answered: wait a moment' })
  }

  #unanswered(error: unknown): void {
    // Its message may hold a shopper's words: the log gets its kind and place alone.
    this.#around.log(`an answer failed: ${whereOf(error)}`)
    if (this.#dialog !== null)
      this.#refuse({ code: 'no-answer', message: 'that could not be answered: try again, or ask for a person' })
  }

  #tellAnswer(dialog: Dialog, answer: Answer, latencyMs: number | null, endedAtMs: number | null = null): void {
    this.#apply(dialog, answer)
    const turn = dialog.answered(answer, latencyMs)
    const { say: text, language, cards, choices, expects, effects } = answer
    const end = effects.find((effect) => effect.kind === 'end')
    if (end?.why === 'restarted') this.#renew(dialog, answer)
    const current = this.#dialog ?? dialog
    this.#screen?.tell({ kind: 'answer', turn, by: 'assistant', text, language, cards, choices, expects })
    if (end?.why === 'goodbye') current.leaving = true
    this.#speak(current, turn, text, language, endedAtMs)
  }

  /** A new conversation before the same screen: nothing of the old one is in it. */
  #renew(old: Dialog, answer: Answer): void {
    old.end('restarted')
    const dialog = this.#around.dialog(answer.language, old.chosen)
    dialog.state = answer.state
    dialog.answer = answer
    this.#dialog = dialog
    this.#screen?.tell({ kind: 'begun', conversation: dialog.id, language: dialog.language })
  }

  #apply(dialog: Dialog, { effects, language }: Answer): void {
    this.#setLanguage(dialog, language)
    for (const effect of effects) {
      if (effect.kind === 'voice') this.#setVoice({ ...this.#voice, ...effect }, true)
      else if (effect.kind === 'language') {
        this.#setLanguage(dialog, effect.to)
        dialog.chosen = true
      } else if (effect.kind === 'unanswered') dialog.unanswered(effect.text)
    }
  }

  #speak(dialog: Dialog, turn: string, text: string, language: Language, endedAtMs: number | null = null): void {
    const { clock, speaker, voiceFailed } = this.#around
    const onFirst = () => {
      this.#around.voiceWorked()
      if (endedAtMs !== null) dialog.soundedAfter(turn, this.#silenceMs + clock.nowMs() - endedAtMs)
    }
    const onEnd = () => {
      // The time to answer begins when the question has been heard.
      this.#awake()
      if (dialog.leaving) this.#leave(dialog)
    }
    const say = async () => {
      const voice = await speaker()
      if (this.#dialog !== dialog || this.#screen === null) return
      await this.#talk.say(voice, { turn, text, language, ...this.#voice, onFirst, onEnd })
    }
    say().catch((error: unknown) => {
      voiceFailed(error as Error)
      if (dialog.leaving) this.#leave(dialog)
    })
  }

  #leave(dialog: Dialog): void {
    this.#around.clock.after(leaveMs, () => {
      if (this.#dialog === dialog && dialog.leaving) this.#wipe('goodbye')
    })
  }

  #listen(dialog: Dialog, language: Language | undefined): void {
    if (language !== undefined) {
      this.#setLanguage(dialog, language)
      dialog.chosen = true
    }
    if (this.#ear.listen(dialog, language)) return
    this.#refuse({ code: 'no-hearing', message: 'nothing is heard in this language here: type, or touch a button' })
  }

  #heard(dialog: Dialog, heard: ListeningHeard): void {
    if (this.#dialog !== dialog) return
    if (heard.text !== null) {
      this.#talk.interrupt()
      this.#setLanguage(dialog, heard.language)
      dialog.clear ||= heard.clear
    }
    const { text, language, endedBy, silenceMs } = heard
    this.#screen?.tell({ kind: 'heard', text, language, endedBy, silenceMs })
    this.#awake()
    if (text !== null) this.#turn({ kind: 'said', text, spoken: true }, text, heard)
  }

  #deaf(error: unknown): void {
    this.#around.log(`hearing failed: ${whereOf(error)}`)
    this.#refuse({ code: 'hearing-failed', message: 'that was not heard: type, touch a button, or try again' })
    this.greetScreen()
  }

  async #continueOnPhone(dialog: Dialog): Promise<void> {
    try {
      const link = await this.#around.phoneLink(dialog.id)
      if (this.#dialog === dialog) this.#screen?.tell({ kind: 'phone-link', ...link })
    } catch {
      const message = 'the store cannot be reached just now: go on here, or try again in a minute'
      this.#refuse({ code: 'cloud-away', message })
    }
  }

  #rate(dialog: Dialog, rating: Rating): void {
    dialog.rated(rating)
    if (dialog.leaving) this.#leave(dialog)
  }

  #setVoice({ speed, volume }: { speed: number; volume: number }, tell = false): void {
    this.#voice = { speed, volume }
    if (tell) this.#screen?.tell({ kind: 'voice', speed, volume })
  }

  #setLanguage(dialog: Dialog, language: Language): void {
    if (dialog.language === language || !this.#around.languages.includes(language)) return
    dialog.language = language
    this.#screen?.tell({ kind: 'language', to: language })
  }

  #tellMode(): void {
    if (this.#dialog === null) return
    const { mode, agent } = this.#dialog
    this.#screen?.tell({ kind: 'mode', mode, agent, cloud: !this.#around.cloudAway() })
  }

  #refuse({ code, message }: Refusal): void {
    this.#screen?.refuse(code, message)
  }

  #awake(): void {
    if (this.#dialog !== null) this.#idle.awake()
  }

  #wipe(why: Parameters<Dialog['end']>[0]): void {
    this.#forget(why)
    this.#screen?.tell({ kind: 'wiped' })
  }

  /** Everything of the conversation: the dialog object is the only place it was kept in. */
  #forget(why: Parameters<Dialog['end']>[0]): void {
    const dialog = this.#dialog
    this.#dialog = null
    this.#members.forget()
    this.#idle.stop()
    this.#ear.forget()
    this.#talk.interrupt()
    this.#voice = { ...usualVoice }
    dialog?.end(why)
  }
}

/** An error's kind and where it was thrown, without its words. */
function whereOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  return [error.name, ...(error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? []).slice(0, 2)]
    .join(' ')
    .trim()
}

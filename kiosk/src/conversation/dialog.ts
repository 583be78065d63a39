import { randomUUID } from 'node:crypto'
import type { Answer } from '@larder/assistant/mind/mind'
import type { CustomerTag } from '@larder/assistant/mind/skill'
import type { ConversationMode, DialogStateWire, Turn } from '@larder/contracts/conversation'
import type { KioskReport } from '@larder/contracts/kiosk-link'
import type { Language } from '@larder/contracts/language'
import type { ConversationTries } from '../desk/order-tries.ts'

type Ended = Extract<KioskReport, { kind: 'ended' }>['why']

export interface DialogOptions {
  kiosk: string
  language: Language
  /** Whether the shopper chose the language, so that it need not be found out. */
  chosen: boolean
  tries: ConversationTries
  nowMs(): number
  report(report: KioskReport): void
  /** Says more of a turn while it has not been told. */
  amend(report: KioskReport): void
}

/** All that a kiosk knows of one conversation: what is not in here was never kept, and a wipe forgets it whole. */
export class Dialog {
  readonly id = randomUUID()
  readonly tries: ConversationTries
  readonly #options: DialogOptions
  language: Language
  /** Chosen by a button or by words: nothing else is listened for. */
  chosen: boolean
  /** Heard clearly once: it takes more to hear another. */
  clear = false
  state: DialogStateWire | null = null
  answer: Answer | null = null
  mode: ConversationMode = 'assistant'
  /** What a member's purchases tell of their taste; empty for anybody else. */
  tags: CustomerTag[] = []
  agent: string | null = null
  /** Said goodbye: it ends once that is heard. */
  leaving = false
  #ended = false
  #lastTurn: Extract<KioskReport, { kind: 'turn' }> | null = null

  constructor(options: DialogOptions) {
    this.#options = options
    this.tries = options.tries
    this.language = options.language
    this.chosen = options.chosen
    const { kiosk, language } = options
    options.report({ kind: 'started', ...this.#about(), channel: 'kiosk', kiosk, language })
  }

  /** What the shopper said, with what it was taken for. */
  said(text: string, language: Language, spoken: boolean, answer: Answer | null): void {
    this.#turn(
      {
        by: 'shopper',
        text,
        language,
        spoken,
        understanding: answer?.understanding ?? null,
        outcome: null,
        cards: [],
        choices: [],
      },
      null,
    )
  }

  /** @returns the turn's id */
  answered(answer: Answer, latencyMs: number | null): string {
    this.answer = answer
    this.state = answer.state
    const { say: text, language, outcome, cards, choices } = answer
    const told = {
      by: 'assistant',
      text,
      language,
      spoken: true,
      understanding: null,
      outcome,
      cards,
      choices,
    } as const
    return this.#turn({ ...told, cards: cards.slice(0, 12), choices: choices.slice(0, 12) }, answer.state, latencyMs)
  }

  /** The first sound of the last answer was heard so long after the shopper's words. */
  soundedAfter(turn: string, latencyMs: number): void {
    if (this.#lastTurn?.turn.id !== turn) return
    this.#lastTurn = { ...this.#lastTurn, turn: { ...this.#lastTurn.turn, latencyMs } }
    this.#options.amend(this.#lastTurn)
  }

  unanswered(text: string): void {
    const { language } = this
    this.#options.report({ kind: 'unanswered', ...this.#about(), language, text: text.slice(0, 400) })
  }

  rated(rating: Extract<KioskReport, { kind: 'rated' }>['rating']): void {
    this.#options.report({ kind: 'rated', ...this.#about(), rating })
  }

  end(why: Ended): void {
    if (this.#ended) return
    this.#ended = true
    this.#options.report({ kind: 'ended', ...this.#about(), why })
  }

  #turn(
    told: Omit<Turn, 'id' | 'conversation' | 'atMs' | 'latencyMs'>,
    state: DialogStateWire | null,
    latencyMs: number | null = null,
  ): string {
    const id = randomUUID()
    const { atMs } = this.#about()
    const turn: Turn = { ...told, id, conversation: this.id, atMs, text: told.text.slice(0, 4000), latencyMs }
    const report = { kind: 'turn', id, conversation: this.id, atMs, turn, state } as const
    this.#options.report(report)
    this.#lastTurn = report
    return id
  }

  #about() {
    return { id: randomUUID(), conversation: this.id, atMs: this.#options.nowMs() }
  }
}

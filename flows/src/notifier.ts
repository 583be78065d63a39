import { randomUUID } from 'node:crypto'
import type { FlowsConfiguration } from '@larder/contracts/configuration'
import type { Notification } from '@larder/contracts/notification'
import type { Site } from '@larder/contracts/site'
import type { SituationMessage } from './news.ts'
import { type Channel, isDue, type Notice, receiversOf } from './notices.ts'
import { type Patience, wait, waitMs } from './retry.ts'
import type { State } from './state.ts'
import { words } from './wording.ts'

export interface NotifierOptions {
  settings: FlowsConfiguration
  sites: Site[]
  state: State
  patience: Patience
  now(): number
  log(line: string): void
  /** Hands the notice to the world; rejects when the receiver did not take it, and soon after the signal. */
  deliver(notification: Notification, message: SituationMessage, giveUp: AbortSignal): Promise<void>
  /** Something waits in the outbox. */
  onRecorded(): void
}

/** One receiver's notices of one situation, told one after the other. */
interface Lane {
  newest: AbortController
  done: Promise<void>
}

export type Outcome = 'sent' | 'failed' | 'nothing'

/** Tells people: at most once each, in order, with retries that a newer notice cuts short. */
export class Notifier {
  readonly #options: NotifierOptions
  readonly #lanes = new Map<string, Lane>()
  readonly #giveUp = new AbortController()
  #stopping = false

  constructor(options: NotifierOptions) {
    this.#options = options
  }

  /** Ends the waiting of every retry; what was not sent is told again after the next start. */
  async stop(): Promise<void> {
    this.#stopping = true
    const lanes = [...this.#lanes.values()]
    for (const lane of lanes) lane.newest.abort()
    const timer = setTimeout(() => this.#giveUp.abort(), this.#options.patience.stopMs)
    await Promise.all(lanes.map((lane) => lane.done))
    clearTimeout(timer)
  }

  /** False where the site's configuration names no receiver for this channel. */
  isSetUp(channel: Channel): boolean {
    const { settings } = this.#options
    return channel === 'webhook'
      ? settings.webhookUrl !== undefined
      : channel !== 'email' || settings.smtp !== undefined
  }

  async notify(channel: Channel, message: SituationMessage): Promise<Outcome> {
    const { settings, state } = this.#options
    const { payload: situation, news: kind, level } = message
    const known = state.receiversTold(situation.id, channel)
    const receivers = new Set([
      ...receiversOf(channel, kind, situation, settings),
      ...(kind === 'resolved' ? known : []),
    ])
    const outcomes = await Promise.all(
      [...receivers].map((to) => this.#queue({ situation, kind, level, channel, to }, message)),
    )
    if (outcomes.includes('failed')) return 'failed'
    return outcomes.includes('sent') ? 'sent' : 'nothing'
  }

  async #queue(notice: Notice, message: SituationMessage): Promise<Outcome> {
    const key = [notice.situation.id, notice.channel, notice.to].join(' ')
    const before = this.#lanes.get(key)
    before?.newest.abort()
    const newest = new AbortController()
    const outcome = (before?.done ?? Promise.resolve()).then(() => this.#tell(notice, message, newest.signal))
    const lane = {
      newest,
      done: outcome.then(
        () => {},
        () => {},
      ),
    }
    this.#lanes.set(key, lane)
    try {
      return await outcome
    } finally {
      if (this.#lanes.get(key) === lane) this.#lanes.delete(key)
    }
  }

  async #tell(notice: Notice, message: SituationMessage, signal: AbortSignal): Promise<Outcome> {
    const { patience, state } = this.#options
    let outcome: Outcome = 'nothing'
    for (let attempt = 1; attempt <= patience.attempts && !this.#stopping; attempt++) {
      const { situation, channel, to } = notice
      const current = state.situation(situation.id) ?? situation
      if (!isDue(notice, state.told(situation.id, channel, to), current)) return outcome
      outcome = await this.#attempt(notice, message)
      if (outcome === 'sent') return outcome
      if (attempt < patience.attempts) await wait(waitMs(attempt, patience), signal)
      if (signal.aborted) return outcome
    }
    return outcome
  }

  async #attempt(notice: Notice, message: SituationMessage): Promise<Outcome> {
    const { sites, state, now, log, deliver, onRecorded } = this.#options
    const { situation, kind, level, channel, to } = notice
    const { site, asset, cause, severity } = situation
    const text = words(
      kind,
      situation,
      level,
      sites.find((candidate) => candidate.id === site),
    )
    const subject = { situation: situation.id, site, asset, cause, severity }
    const draft = {
      id: randomUUID(),
      ...subject,
      kind,
      channel,
      to,
      level,
      text,
      atMs: now(),
      outcome: 'sent' as const,
    }
    const error = await deliver(draft, message, this.#giveUp.signal).then(
      () => undefined,
      (cause: Error) => cause.message,
    )
    if (error !== undefined && this.#giveUp.signal.aborted) return 'failed'
    if (error !== undefined) log(`${channel} to ${to} failed: ${error}`)
    state.record(error === undefined ? draft : { ...draft, outcome: 'failed', error })
    onRecorded()
    return error === undefined ? 'sent' : 'failed'
  }
}

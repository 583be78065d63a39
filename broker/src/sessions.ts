import type { Recipient } from './batch.ts'
import { matches } from './filter.ts'
import type { Batch, Journal, StoredSession } from './journal.ts'
import type { Message, Qos } from './message.ts'
import { Session, type SessionEvents, type SessionLimits } from './session.ts'

interface Target extends Recipient {
  session: Session
}

/** Topics whose matching sessions are remembered; a site has a few hundred topics. */
const rememberedTopics = 10_000

/**
 * Every durable subscription and the messages waiting for it. With a journal they outlive a crash;
 * without one (development, the benchmark's baseline) they live as long as the process.
 */
export class Sessions {
  readonly #journal: Journal | undefined
  readonly #limits: SessionLimits
  readonly #events: Omit<SessionEvents, 'settled'>
  readonly #byClient = new Map<string, Session>()
  #nextNumber = 1
  #targets = new Map<string, Target[]>()

  constructor(journal: Journal | undefined, limits: SessionLimits, events: Omit<SessionEvents, 'settled'>) {
    this.#journal = journal
    this.#limits = limits
    this.#events = events
  }

  /** Takes up sessions and messages from before the restart. */
  restore(): void {
    if (this.#journal === undefined) return
    const byNumber = new Map<number, Session>()
    for (const stored of this.#journal.sessions()) {
      const session = this.#make(stored)
      for (const { filter, qos } of stored.subscriptions) session.subscriptions.set(filter, qos)
      byNumber.set(session.number, session)
      this.#nextNumber = Math.max(this.#nextNumber, session.number + 1)
    }
    for (const { batch, entries } of this.#journal.batches()) {
      for (const { message, recipients } of entries) {
        for (const { number, qos } of recipients) {
          const session = byNumber.get(number)
          if (session) session.push(message, qos, batch)
          else this.#journal.settle(batch, number)
        }
      }
    }
  }

  get(clientId: string): Session | undefined {
    return this.#byClient.get(clientId)
  }

  all(): IterableIterator<Session> {
    return this.#byClient.values()
  }

  countOf(account: string): number {
    let count = 0
    for (const session of this.#byClient.values()) if (session.account === account) count += 1
    return count
  }

  get queued(): number {
    let queued = 0
    for (const session of this.#byClient.values()) queued += session.queued
    return queued
  }

  /** Puts one message on disk and into the queue of every session that subscribes to it. */
  deliver(message: Message, done: (error: Error | null) => void): void {
    const targets = this.targetsOf(message.topic)
    if (targets.length === 0) {
      done(null)
      return
    }
    // The subscriber is told of a live message: the retain flag is for the past [MQTT-3.3.1-9].
    const live = message.retain ? { ...message, retain: false } : message
    if (this.#journal === undefined) {
      for (const target of targets) this.#push(target, live, undefined)
      done(null)
      return
    }
    this.#journal.append(live, targets, (error, batch) => {
      if (error === null) for (const target of targets) this.#push(target, live, batch)
      done(error)
    })
  }

  /** The sessions that hold a topic with QoS 1 or 2, each once, with its highest QoS. */
  targetsOf(topic: string): Target[] {
    const known = this.#targets.get(topic)
    if (known) return known
    const words = topic.split('/')
    const targets: Target[] = []
    for (const session of this.#byClient.values()) {
      let best: Qos = 0
      for (const [filter, qos] of session.subscriptions) {
        if (qos > best && matches(filter.split('/'), words)) best = qos
      }
      if (best > 0) targets.push({ session, number: session.number, qos: best })
    }
    if (this.#targets.size >= rememberedTopics) this.#targets.clear()
    this.#targets.set(topic, targets)
    return targets
  }

  async subscribe(
    client: { id: string; account: string },
    subscriptions: { topic: string; qos: Qos }[],
  ): Promise<void> {
    const session = this.#byClient.get(client.id) ?? this.#begin(client.id, client.account)
    for (const { topic, qos } of subscriptions) {
      session.subscriptions.set(topic, qos)
      this.#journal?.saveSubscription(session.number, topic, qos)
    }
    this.#targets.clear()
    await this.#journal?.written()
  }

  async unsubscribe(clientId: string, filters: string[]): Promise<void> {
    const session = this.#byClient.get(clientId)
    if (session === undefined) return
    for (const filter of filters) {
      session.subscriptions.delete(filter)
      this.#journal?.dropSubscription(session.number, filter)
    }
    this.#targets.clear()
    await this.#journal?.written()
  }

  async drop(clientId: string): Promise<void> {
    const session = this.#byClient.get(clientId)
    if (session === undefined) return
    this.#byClient.delete(clientId)
    this.#targets.clear()
    session.clear()
    this.#journal?.dropSession(session.number)
    await this.#journal?.written()
  }

  /** Notes who is here now, so that a crash does not age a session that was connected. */
  seen(session: Session, nowMs: number): void {
    session.seenAtMs = nowMs
    this.#journal?.saveSession(session)
  }

  #push({ session, number, qos }: Target, message: Message, batch: Batch | undefined): void {
    // The session may have ended while the message was on its way to disk.
    if (this.#byClient.get(session.clientId) === session) session.push(message, qos, batch)
    else if (batch) this.#journal?.settle(batch, number)
  }

  #begin(clientId: string, account: string): Session {
    const session = this.#make({ clientId, account, number: this.#nextNumber++, seenAtMs: Date.now() })
    this.#journal?.saveSession(session)
    return session
  }

  #make(identity: Omit<StoredSession, 'subscriptions'>): Session {
    const session = new Session(identity, this.#limits, {
      settled: (batch, settled) => this.#journal?.settle(batch, settled.number),
      ...this.#events,
    })
    this.#byClient.set(identity.clientId, session)
    return session
  }
}

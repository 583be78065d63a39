import { conversationId } from '@larder/contracts/conversation'
import { atMs } from '@larder/contracts/instant'
import type { KioskEvents } from '@larder/contracts/kiosk-link'
import { language } from '@larder/contracts/language'
import { z } from 'zod'
import type { Clock } from '../clock.ts'
import type { CloudLink } from './cloud-link.ts'
import { EventStreamReader, type StreamEvent } from './event-stream.ts'

export type InboxEvent = { [Name in keyof KioskEvents]: { name: Name; data: KioskEvents[Name] } }[keyof KioskEvents]

export interface InboxOptions {
  cloud: CloudLink
  clock: Clock
  onEvent(event: InboxEvent): void
}

const firstPauseMs = 1000
const longestPauseMs = 30_000
/** The cloud sends a comment each quarter of a minute: a stream that says nothing for longer is dead. */
const silentMs = 45_000

const about = { conversation: conversationId, atMs }
const inboxEvent = z.discriminatedUnion('name', [
  z.object({ name: z.literal('agent-joined'), data: z.object({ ...about, agent: z.string() }) }),
  z.object({
    name: z.literal('agent-said'),
    data: z.object({ ...about, id: z.string(), text: z.string().max(4000), language }),
  }),
  z.object({ name: z.literal('agent-left'), data: z.object({ ...about, ended: z.boolean() }) }),
  z.object({ name: z.literal('person-called'), data: z.object(about) }),
  z.object({ name: z.literal('moved'), data: z.object(about) }),
  z.object({ name: z.literal('copy-changed'), data: z.object({ mindVersion: z.number().int() }) }),
])

/** What the cloud tells this kiosk as it happens. A broken stream goes on behind the last event that came. */
export class Inbox {
  readonly #options: InboxOptions
  #lastId: string | undefined
  #pauseMs = firstPauseMs
  #stop = new AbortController()
  #cancel = (): void => undefined
  #running: Promise<void> = Promise.resolve()

  constructor(options: InboxOptions) {
    this.#options = options
  }

  start(): void {
    this.#running = this.#listen()
  }

  async stop(): Promise<void> {
    this.#stop.abort()
    this.#cancel()
    await this.#running
  }

  async #listen(): Promise<void> {
    await this.#read().catch(() => undefined)
    if (this.#stop.signal.aborted) return
    this.#cancel = this.#options.clock.after(this.#pauseMs, () => this.start())
    this.#pauseMs = Math.min(longestPauseMs, this.#pauseMs * 2)
  }

  async #read(): Promise<void> {
    const { cloud, clock } = this.#options
    const dead = new AbortController()
    const signal = AbortSignal.any([dead.signal, this.#stop.signal])
    const watch = () => clock.after(silentMs, () => dead.abort())
    let cancel = watch()
    try {
      const headers = { accept: 'text/event-stream', ...(this.#lastId ? { 'last-event-id': this.#lastId } : {}) }
      // Its end is found by silence, not by a time limit.
      const response = await cloud.ask('/api/kiosk/inbox', { headers, timeoutMs: 2 ** 31 - 1, signal, probe: true })
      if (response.body === null) return
      this.#pauseMs = firstPauseMs
      const reader = new EventStreamReader(this.#lastId)
      for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
        cancel()
        cancel = watch()
        for (const event of reader.push(piece)) this.#take(event)
        this.#lastId = reader.lastId
      }
    } finally {
      cancel()
    }
  }

  #take({ name, data }: StreamEvent): void {
    let value: unknown
    try {
      value = JSON.parse(data)
    } catch {
      return
    }
    // An event that a later release of the cloud knows is none of ours.
    const parsed = inboxEvent.safeParse({ name, data: value })
    if (parsed.success) this.#options.onEvent(parsed.data)
  }
}

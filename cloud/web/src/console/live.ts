import type { Alert } from '@larder/contracts/alert'
import type { ConsoleEvents } from '@larder/contracts/console'
import type { ConversationSummary } from '@larder/contracts/conversation'
import type { Ticket } from '@larder/contracts/ticket'
import { get, paths, Refusal, signedOut } from '../api.ts'
import { agentPaths } from './agent/agent-paths.ts'
import {
  isNews,
  type LiveState,
  nothingYet,
  withAlert,
  withConversation,
  withEdge,
  withLatest,
  withLiveConversations,
  withOpenAlerts,
  withPositions,
  withQuarantined,
  withReadings,
  withStandingsChanged,
  withTicket,
} from './live-state.ts'

export type Connection = 'connecting' | 'open' | 'lost'
export interface LiveView extends LiveState {
  connection: Connection
}

const retryMs = [500, 1000, 2000, 5000, 10_000]

/** Holds the console's live state: asks for everything once per connection, then follows the event stream. */
export class Live {
  #view: LiveView = { ...nothingYet, connection: 'connecting' }
  readonly #listeners = new Set<() => void>()
  readonly #onNews: (alert: Alert) => void
  #source: EventSource | null = null
  #retry: ReturnType<typeof setTimeout> | undefined
  #failures = 0
  /** Events that came while we were still asking: they are newer than the answers, so they go in after them. */
  #waiting: (() => void)[] = []
  #asking = false

  constructor(onNews: (alert: Alert) => void) {
    this.#onNews = onNews
  }

  start(): void {
    this.#connect()
  }

  stop(): void {
    clearTimeout(this.#retry)
    this.#source?.close()
    this.#source = null
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly view = (): LiveView => this.#view

  /** Takes in the answer to an action, so that the page need not wait for the event. */
  learn(alert: Alert): void {
    this.#change((state) => withAlert(state, alert))
  }

  readonly learnTicket = (ticket: Ticket): void => {
    this.#change((state) => withTicket(state, ticket))
  }

  readonly learnConversation = (conversation: ConversationSummary): void => {
    this.#change((state) => withConversation(state, conversation))
  }

  #connect(): void {
    const source = new EventSource('/api/events')
    this.#source = source
    source.onopen = () => {
      this.#asking = true
      this.#catchUp().catch(() => this.#lose())
    }
    source.onerror = () => this.#lose()
    this.#on(source, 'alert', (alert) => {
      if (isNews(this.#view, alert)) this.#onNews(alert)
      this.learn(alert)
    })
    this.#on(source, 'readings', (readings) => this.#change((state) => withReadings(state, readings)))
    this.#on(source, 'positions', (positions) => this.#change((state) => withPositions(state, positions)))
    this.#on(source, 'edge', (edge) => this.#change((state) => withEdge(state, edge)))
    this.#on(source, 'ticket', this.learnTicket)
    this.#on(source, 'conversation', this.learnConversation)
    this.#on(source, 'recall', () => this.#change(withStandingsChanged))
    this.#on(source, 'disposition', () => this.#change(withStandingsChanged))
    this.#on(source, 'quarantine', (one) => this.#change((state) => withQuarantined(state, [one])))
  }

  #on<K extends keyof ConsoleEvents>(source: EventSource, kind: K, take: (data: ConsoleEvents[K]) => void): void {
    source.addEventListener(kind, (event) => {
      const data = JSON.parse(event.data) as ConsoleEvents[K]
      if (this.#asking) this.#waiting.push(() => take(data))
      else take(data)
    })
  }

  /** The stream is open already, so nothing falls between these answers and the first event. */
  async #catchUp(): Promise<void> {
    const [open, latest, edges, quarantine, conversations] = await Promise.all([
      get(paths.alerts('open', 500)),
      get(paths.latest),
      get(paths.edges),
      get(paths.quarantine(100)),
      get(agentPaths.live),
    ])
    this.#change((state) => {
      const alerts = withLiveConversations(withOpenAlerts(state, open), conversations)
      const known = withLatest(alerts, latest)
      return withQuarantined(edges.reduce(withEdge, known), quarantine)
    })
    this.#asking = false
    for (const take of this.#waiting.splice(0)) take()
    this.#failures = 0
    this.#show({ ...this.#view, connection: 'open' })
  }

  /** A browser gives up for good when the answer is not a stream, so we retry ourselves, with growing patience. */
  #lose(): void {
    this.stop()
    this.#waiting = []
    this.#show({ ...this.#view, connection: 'lost' })
    this.#retry = setTimeout(() => this.#tryAgain(), retryMs[Math.min(this.#failures++, retryMs.length - 1)])
  }

  /** A stream cannot tell "signed out" from "unreachable"; the session can. */
  #tryAgain(): void {
    get(paths.session).then(
      () => this.#connect(),
      (cause: unknown) => {
        if (cause instanceof Refusal && cause.status === 401) window.dispatchEvent(new Event(signedOut))
        else this.#lose()
      },
    )
  }

  #change(step: (state: LiveState) => LiveState): void {
    this.#show({ ...this.#view, ...step(this.#view), heardAtMs: Date.now() })
  }

  #show(view: LiveView): void {
    this.#view = view
    for (const listener of this.#listeners) listener()
  }
}

import type { Alert } from '@larder/contracts/alert'
import type { LatestView } from '@larder/contracts/console'
import type { ConversationSummary } from '@larder/contracts/conversation'
import type { Position } from '@larder/contracts/position'
import type { Quarantined } from '@larder/contracts/quarantine'
import type { Reading } from '@larder/contracts/reading'
import type { Ticket } from '@larder/contracts/ticket'
import type { EdgeView } from '../api.ts'

/** What the console knows at this moment: asked once, then kept up by events. */
export interface LiveState {
  alerts: ReadonlyMap<string, Alert>
  readings: ReadonlyMap<string, Reading>
  positions: ReadonlyMap<string, Position>
  edges: ReadonlyMap<string, EdgeView>
  quarantine: readonly Quarantined[]
  /** Those that were changed or opened since this page began to listen. */
  tickets: ReadonlyMap<string, Ticket>
  /** Those that go on, and those that ended since this page began to listen. */
  conversations: ReadonlyMap<string, ConversationSummary>
  /** Rises when a lot was recalled, held or released: standings on the screen are asked again. */
  standingsRevision: number
  /** When anything last arrived. */
  heardAtMs: number
}

export const nothingYet: LiveState = {
  alerts: new Map(),
  readings: new Map(),
  positions: new Map(),
  edges: new Map(),
  quarantine: [],
  tickets: new Map(),
  conversations: new Map(),
  standingsRevision: 0,
  heardAtMs: 0,
}

const quarantineKept = 200
const closedKept = 200
const ticketsKept = 500
const conversationsKept = 500

type Placed = { site: string; asset: string; probe: string }
const placeOf = ({ site, asset, probe }: Placed): string => `${site}/${asset}/${probe}`

/** The newest by the device's clock stands, whatever came last: a late upload never replaces what is known now. */
function newest<T extends Placed & { observedAtMs: number }>(
  known: ReadonlyMap<string, T>,
  arrived: readonly T[],
): Map<string, T> {
  const next = new Map(known)
  for (const one of arrived) {
    const before = next.get(placeOf(one))
    if (before === undefined || before.observedAtMs <= one.observedAtMs) next.set(placeOf(one), one)
  }
  return next
}

export const withReadings = (state: LiveState, arrived: readonly Reading[]): LiveState => ({
  ...state,
  readings: newest(state.readings, arrived),
})

export const withPositions = (state: LiveState, arrived: readonly Position[]): LiveState => ({
  ...state,
  positions: newest(state.positions, arrived),
})

export const withLatest = (state: LiveState, latest: LatestView): LiveState =>
  withPositions(withReadings(state, latest.readings), latest.positions)

/** An older revision than the known one says nothing new; the same revision may bring a longer history. */
export function withAlert(state: LiveState, arrived: Alert): LiveState {
  const before = state.alerts.get(arrived.id)
  if (before !== undefined && isOlder(arrived, before)) return state
  return { ...state, alerts: new Map(state.alerts).set(arrived.id, arrived) }
}

const isOlder = (one: Alert, other: Alert): boolean =>
  one.situation.revision < other.situation.revision || one.history.length < other.history.length

/** The open alerts as the server lists them now; closed ones seen since stay known, up to a bound. */
export function withOpenAlerts(state: LiveState, open: readonly Alert[]): LiveState {
  const closed = [...state.alerts.values()].filter((one) => one.closedAtMs !== null).slice(-closedKept)
  return { ...state, alerts: new Map([...closed, ...open].map((one) => [one.id, one])) }
}

export const withEdge = (state: LiveState, edge: EdgeView): LiveState => ({
  ...state,
  edges: new Map(state.edges).set(edge.site, edge),
})

export const withQuarantined = (state: LiveState, arrived: readonly Quarantined[]): LiveState => {
  const known = new Set(arrived.map((one) => one.id))
  const rest = state.quarantine.filter((one) => !known.has(one.id))
  return { ...state, quarantine: [...arrived, ...rest].sort((a, b) => b.atMs - a.atMs).slice(0, quarantineKept) }
}

/** A longer history is the later one. */
export function withTicket(state: LiveState, arrived: Ticket): LiveState {
  const before = state.tickets.get(arrived.id)
  if (before !== undefined && before.history.length > arrived.history.length) return state
  const tickets = new Map(state.tickets)
  tickets.delete(arrived.id)
  tickets.set(arrived.id, arrived)
  return { ...state, tickets: new Map([...tickets].slice(-ticketsKept)) }
}

/** As it was told last; the one that was heard of longest ago goes first when there are too many. */
export function withConversation(state: LiveState, arrived: ConversationSummary): LiveState {
  const conversations = new Map(state.conversations)
  conversations.delete(arrived.id)
  conversations.set(arrived.id, arrived)
  return { ...state, conversations: new Map([...conversations].slice(-conversationsKept)) }
}

/** Those that go on as the server lists them now; ended ones seen since stay known. */
export function withLiveConversations(state: LiveState, live: readonly ConversationSummary[]): LiveState {
  const ended = [...state.conversations.values()].filter(({ mode }) => mode === 'ended')
  return { ...state, conversations: new Map([...ended, ...live].map((one) => [one.id, one])) }
}

/** Whether an arriving alert deserves a sound and an announcement: new to us, open, and about now. */
export const isNews = (state: LiveState, arrived: Alert): boolean =>
  !state.alerts.has(arrived.id) && arrived.closedAtMs === null && !arrived.situation.past

export const withStandingsChanged = (state: LiveState): LiveState => ({
  ...state,
  standingsRevision: state.standingsRevision + 1,
})

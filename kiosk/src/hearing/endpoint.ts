/**
 * How far a partial text has come: `complete` is an intent with all it needs, `open` a sentence that must go on
 * ("where is the …"), `usual` anything between.
 */
export type Completeness = 'complete' | 'usual' | 'open'

/** Silence that ends an utterance, by how complete it is (kiosk design: 250/450/900 ms). */
export const silenceMs: Record<Completeness, number> = { complete: 250, usual: 450, open: 900 }

/** No utterance is longer, and nobody is waited for longer: the kiosk never hangs in "listening". */
export const capMs = 8000

/** Where noise keeps the room loud, a partial that has not changed for its silence and this is at its end; the decoder runs half a second behind. */
export const behindMs = 1100

export type EndReason = 'silence' | 'stalled' | 'cap' | 'no-speech'

/** What endpointing remembers between frames. */
export interface EndpointState {
  startedMs: number
  /** Null until somebody speaks. */
  speechAtMs: number | null
  voicedAtMs: number
  partial: string
  partialAtMs: number
  completeness: Completeness
}

export interface EndpointFrame {
  atMs: number
  voiced: boolean
  /** The decoder's text of all sound up to this frame. */
  partial: string
}

export const startEndpoint = (atMs: number): EndpointState => ({
  startedMs: atMs,
  speechAtMs: null,
  voicedAtMs: atMs,
  partial: '',
  partialAtMs: atMs,
  completeness: 'open',
})

/** One frame further: the new state and, when the utterance is over, why. `judge` is asked only when the partial changed. */
export function nextEndpoint(
  before: EndpointState,
  { atMs, voiced, partial }: EndpointFrame,
  judge: (partial: string) => Completeness,
): { state: EndpointState; end: EndReason | null } {
  const state = { ...before }
  if (partial !== before.partial) {
    // A sound without words keeps the longest silence, for the decoder's text runs behind the sound.
    Object.assign(state, { partial, partialAtMs: atMs, completeness: partial === '' ? 'open' : judge(partial) })
  }
  if (voiced) state.voicedAtMs = atMs
  if (voiced || partial !== '') state.speechAtMs ??= atMs
  if (state.speechAtMs === null) return { state, end: atMs - state.startedMs >= capMs ? 'no-speech' : null }
  const quietMs = atMs - state.voicedAtMs
  if (partial === '' && quietMs >= silenceMs.open) state.speechAtMs = null
  return { state, end: endReason(state, atMs, quietMs) }
}

function endReason(state: EndpointState, atMs: number, quietMs: number): EndReason | null {
  if (state.speechAtMs === null) return atMs - state.startedMs >= capMs ? 'no-speech' : null
  if (state.partial !== '' && quietMs >= silenceMs[state.completeness]) return 'silence'
  if (state.partial !== '' && atMs - state.partialAtMs >= silenceMs[state.completeness] + behindMs) return 'stalled'
  return atMs - state.speechAtMs >= capMs ? 'cap' : null
}

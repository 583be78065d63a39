import type { PastSample } from './backtest.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
export const startMs = Date.parse('2026-01-05T00:00:00Z')

export interface Span {
  fromMs: number
  untilMs: number
}

/** Something that warms the air beside its cycle: at most this warm at this time, NaN when it does nothing. */
export type Warming = (atMs: number) => number

/** Uniform numbers from 0 to 1, the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export interface FreezerOptions {
  seed: number
  days?: number
  intervalMs?: number
  /** From this hour on nothing cools any more, for so many hours. */
  failure?: { atHour: number; hours: number; kelvinPerHour: number } | undefined
  /** A spike of 6 minutes up to +8.4 °C. */
  eventAtHour?: number | undefined
  eventShape?: EventShape
  /** These defrosts, by number from 0, do not come. */
  skipped?: readonly number[]
  doorsPerDay?: number
  /** How far the compressor's cycle goes from its middle, in °C. */
  swingCelsius?: number
  /** The warmest air that an open door brings. */
  doorCelsius?: number
  /** The shape: the air in a defrost by the share of its time. */
  defrost?: Partial<DefrostShape>
}

/** Up and down in an arc, at once, or at once and back in a tail. */
export type EventShape = 'round' | 'square' | 'tailed'

interface DefrostShape {
  everyHours: number
  jitterHours: number
  minutes: [number, number]
  peakCelsius: [number, number]
}

export interface Freezer {
  samples: PastSample[]
  defrosts: Span[]
  event: Span | undefined
}

const ordinary: DefrostShape = { everyHours: 40, jitterHours: 3, minutes: [52, 62], peakCelsius: [5.2, 6.3] }

/**
 * A frozen cabinet by the minute: the compressor's cycle around −19 with noise, defrosts that hold ice at 0 °C for a
 * while and recover in a tail, doors, and samples that are missing. Values in steps of 0.1 °C.
 */
export function freezer(options: FreezerOptions): Freezer {
  const {
    seed,
    days = 14,
    intervalMs = minuteMs,
    failure,
    eventAtHour,
    eventShape = 'round',
    skipped = [],
    doorsPerDay = 12,
    doorCelsius = -7,
  } = options
  const shape = { ...ordinary, ...options.defrost }
  const random = randomOf(seed)
  const between = (least: number, most: number): number => least + (most - least) * random()
  const cycle = {
    minutes: between(25, 50),
    swing: options.swingCelsius ?? between(0.8, 1.4),
    middle: between(-19.4, -18.6) - (options.swingCelsius ?? 1) + 1,
    phase: random(),
  }
  const untilMs = startMs + days * 24 * hourMs
  const spans: Span[] = []
  const warmings: { span: Span; warming: Warming }[] = []
  const add = (span: Span, warming: Warming): void => void warmings.push({ span, warming })
  let defrostMs = startMs + between(-1, shape.everyHours) * hourMs
  for (let number = 0; defrostMs < untilMs; number++) {
    const fromMs = defrostMs
    const lastsMs = between(...shape.minutes) * minuteMs
    const peak = between(...shape.peakCelsius)
    const tailMs = between(8, 18) * minuteMs
    const plateau = between(0, 0.35)
    defrostMs += (shape.everyHours + between(-1, 1) * shape.jitterHours) * hourMs
    if (skipped.includes(number)) continue
    spans.push({ fromMs, untilMs: fromMs + lastsMs })
    add({ fromMs, untilMs: fromMs + lastsMs + 4 * tailMs }, (atMs) => {
      const share = (atMs - fromMs) / lastsMs
      if (share <= 1 - tailMs / lastsMs) return heated(share / (1 - tailMs / lastsMs), cycle.middle, peak, plateau)
      return -21 + (peak + 21) * Math.exp((-2.2 * (share - 1 + tailMs / lastsMs) * lastsMs) / tailMs)
    })
  }
  for (let door = 0; door < doorsPerDay * days; door++) {
    const fromMs = between(startMs, untilMs)
    const openMs = between(0.3, 3) * minuteMs
    const to = between(-17, doorCelsius)
    add({ fromMs, untilMs: fromMs + openMs + 10 * minuteMs }, pulse(fromMs, openMs, to, 3 * minuteMs))
  }
  let event: Span | undefined
  if (eventAtHour !== undefined) {
    const fromMs = startMs + eventAtHour * hourMs
    event = { fromMs, untilMs: fromMs + 6 * minuteMs }
    if (eventShape === 'round')
      add(event, (atMs) => -19 + 27.4 * Math.sin((Math.PI * (atMs - fromMs)) / (6 * minuteMs)))
    else if (eventShape === 'square') add(event, () => 8.4)
    else add({ fromMs, untilMs: fromMs + 40 * minuteMs }, pulse(fromMs, 3 * minuteMs, 8.4, 5 * minuteMs))
  }
  const samples: PastSample[] = []
  let noise = 0
  for (let atMs = startMs; atMs < untilMs; atMs += intervalMs) {
    noise = 0.7 * noise + 0.35 * (random() - 0.5)
    const turn = (cycle.phase + (atMs - startMs) / (cycle.minutes * minuteMs)) * 2 * Math.PI
    let celsius = cycle.middle + cycle.swing * Math.sin(turn)
    for (const { span, warming } of warmings) {
      if (atMs >= span.fromMs && atMs <= span.untilMs) celsius = Math.max(celsius, warming(atMs))
    }
    if (failure !== undefined) celsius = Math.max(celsius, failing(failure, atMs, cycle.middle))
    const lost = random() < 0.004 && atMs !== startMs
    if (!lost) samples.push({ atMs, celsius: Math.round(10 * (celsius + noise)) / 10 })
  }
  // The spike is short: its warmest sample is seen.
  if (event !== undefined) setPeak(samples, event)
  return { samples, defrosts: spans, event }
}

/** Up quickly, held by melting ice, then up to the peak. */
function heated(share: number, from: number, peak: number, plateau: number): number {
  const rise = (1 - plateau) / 2
  if (share < rise) return from + (0.5 - from) * Math.sin((Math.PI / 2) * (share / rise))
  if (share < rise + plateau) return 0.5
  return 0.5 + (peak - 0.5) * ((share - rise - plateau) / rise)
}

/** Towards a temperature while it lasts, and back. */
const pulse =
  (fromMs: number, lastsMs: number, to: number, backMs: number): Warming =>
  (atMs) => {
    const sinceMs = atMs - fromMs
    if (sinceMs <= lastsMs) return to
    return -21 + (to + 21) * Math.exp(-(sinceMs - lastsMs) / backMs)
  }

function failing({ atHour, hours, kelvinPerHour }: NonNullable<FreezerOptions['failure']>, atMs: number, from: number) {
  const since = (atMs - startMs) / hourMs - atHour
  if (since < 0) return Number.NEGATIVE_INFINITY
  const warmed = 18 - (18 - from) * Math.exp((-kelvinPerHour * Math.min(since, hours)) / (18 - from))
  return since <= hours ? warmed : from + (warmed - from) * Math.exp(-(since - hours) / 0.3)
}

function setPeak(samples: PastSample[], { fromMs, untilMs }: Span): void {
  const within = samples.filter(({ atMs }) => atMs >= fromMs && atMs <= untilMs)
  const warmest = within.reduce((a, b) => ((b.celsius ?? 0) > (a.celsius ?? 0) ? b : a))
  warmest.celsius = 8.4
}

import type { BreachOutlook, BreachTime } from '@larder/contracts/forecast'
import type { Grid } from './grid.ts'
import { type Habits, isHabit, type Run, runsOf } from './runs.ts'
import { type Candidate, candidatesOf, type Goods, goodsHoursTo, hoursTo, weightedQuantile } from './uncooled.ts'

export interface Outlook {
  breach: BreachOutlook
  /** The laws that the present warming may follow; empty while it is ordinary. */
  candidates: Candidate[]
}

export interface Circumstances {
  /** A device says that a defrost is under way, within the time that a defrost may take. */
  defrosting?: boolean
  goods?: Goods | undefined
}

/** Beyond this nothing is said: a day's cooling, weather and staff lie between. */
const horizonHours = 24
/** Too little to tell a run from noise. */
const leastMinutes = 4
/** The coil's last cold and the door's closing are over after this. */
const settlingMinutes = 4
/** Older parts of a run tell less of the law that holds now. */
const longestMinutes = 90

/**
 * When the temperature will reach a high limit, seen from the grid's last step. While it does as it has done before, no
 * breach is expected, whatever its slope: cycles and defrosts turn round by themselves.
 */
export function outlookOf(
  recent: Grid,
  habits: Habits,
  limitCelsius: number,
  { defrosting = false, goods }: Circumstances = {},
): Outlook | undefined {
  const { values, stepMs } = recent
  const nowCelsius = values.at(-1)
  if (nowCelsius === undefined || Number.isNaN(nowCelsius)) return undefined
  const told = { limitCelsius, horizonHours }
  if (nowCelsius >= limitCelsius && !defrosting) {
    const breach = {
      ...told,
      state: 'breached',
      expected: zero,
      goods: null,
      ifCoolingFails: zero,
      probabilityPercent: 100,
    } as const
    return { breach, candidates: [] }
  }
  const ifCoolingFails =
    habits.pause === undefined ? null : timesOf(candidatesOf(habits, nowCelsius), limitCelsius, habits)
  const run = presentRun(recent, habits)
  const young = run === undefined || run.rises.length * stepMs < leastMinutes * 60_000
  if (defrosting || young || isHabit(habits, run, nowCelsius)) {
    return {
      breach: { ...told, state: 'ordinary', expected: null, goods: null, ifCoolingFails, probabilityPercent: 0 },
      candidates: [],
    }
  }
  const candidates = candidatesOf(habits, nowCelsius, { values: partOf(recent, run), stepMs })
  const reached = candidates.reduce(
    (sum, one) => sum + (hoursTo(one, limitCelsius) <= horizonHours ? one.weight : 0),
    0,
  )
  const expected = timesOf(candidates, limitCelsius, habits)
  const probabilityPercent = Math.round(reached * 100)
  const ofGoods = goods === undefined ? null : goodsTimesOf(candidates, goods, limitCelsius)
  return {
    breach: { ...told, state: 'warming', expected, goods: ofGoods, ifCoolingFails, probabilityPercent },
    candidates,
  }
}

/**
 * Doors will be opened more or less often than so far, and the limit is first passed in a gust from one. Measured on
 * simulated cabinets, trucks and cold stores whose cooling failed.
 */
const paces = [
  { factor: 0.87, gusts: 1, share: 0.2 },
  { factor: 1, gusts: 0, share: 0.6 },
  { factor: 1.15, gusts: 0, share: 0.2 },
]

const zero: BreachTime = { lowMinutes: 0, middleMinutes: 0, highMinutes: 0 }

/** The run that is still going on at the last step. */
function presentRun(recent: Grid, { slackKelvin }: Habits): Run | undefined {
  const run = runsOf(recent, slackKelvin).at(-1)
  return run !== undefined && run.from + run.rises.length >= recent.values.length ? run : undefined
}

function partOf({ values, stepMs }: Grid, { from, rises }: Run): Float64Array {
  const settling = Math.min(Math.round((settlingMinutes * 60_000) / stepMs), Math.floor(rises.length / 3))
  return values.subarray(Math.max(from + settling, values.length - Math.round((longestMinutes * 60_000) / stepMs)))
}

function timesOf(candidates: readonly Candidate[], limitCelsius: number, { gustKelvin }: Habits): BreachTime {
  const hours = candidates.flatMap((one) =>
    paces.map(({ factor, gusts, share }) => ({
      value: hoursTo(one, limitCelsius - gusts * gustKelvin) * factor,
      weight: one.weight * share,
    })),
  )
  return intervalOf(hours)
}

/** Goods smooth out doors, so each candidate speaks for itself alone. */
const goodsTimesOf = (candidates: readonly Candidate[], goods: Goods, limitCelsius: number): BreachTime =>
  intervalOf(
    candidates.map((one) => ({ value: goodsHoursTo(one, goods, limitCelsius, horizonHours), weight: one.weight })),
  )

function intervalOf(hours: readonly { value: number; weight: number }[]): BreachTime {
  const minutes = (share: number): number | null => {
    const at = weightedQuantile(hours, share)
    return at > horizonHours ? null : Math.round(at * 60)
  }
  return { lowMinutes: minutes(0.1), middleMinutes: minutes(0.5), highMinutes: minutes(0.9) }
}

/** Sorts what breaches first to the front; what is not expected to breach goes last. */
export function bySoonestBreach(a: BreachOutlook | null, b: BreachOutlook | null): number {
  const minutes = (outlook: BreachOutlook | null): number => outlook?.expected?.middleMinutes ?? Number.MAX_VALUE
  return minutes(a) - minutes(b)
}

import type { HourFigures, ZoneFigures } from '@larder/contracts/footfall-view'
import type { ShopClock } from './shop-clock.ts'
import type { FootfallTables } from './tables.ts'

type LineRow = FootfallTables['footfallLine']
type ZoneRow = FootfallTables['footfallZone']
type CameraRow = FootfallTables['footfallCamera']

export interface CountedDay {
  in: number
  out: number
  reEntries: number
  heldBack: boolean
  hours: (HourFigures | null)[]
}

const quartersPerHour = 4
const emptyHours = <T>(): (T | null)[] => Array.from({ length: 24 }, () => null)

/** Quarters of the entrances → hours and days of the shop's clock. */
export function foldLines(lines: readonly LineRow[], cameras: readonly CameraRow[], clock: ShopClock) {
  const days = new Map<string, CountedDay>()
  const places = placesOf([...lines, ...cameras], clock)
  const hourOf = (fromMs: number): { day: CountedDay; hour: HourFigures } => {
    const { day: name, hour } = places.get(fromMs) as { day: string; hour: number }
    const day = days.get(name) ?? { in: 0, out: 0, reEntries: 0, heldBack: false, hours: emptyHours<HourFigures>() }
    days.set(name, day)
    day.hours[hour] ??= { in: 0, out: 0, heldBack: false, countedShare: 0 }
    return { day, hour: day.hours[hour] as HourFigures }
  }
  const entrances = lines.filter(({ entrance }) => entrance === 1)
  for (const { entered, fromMs, leftAgain, reEntered } of entrances) {
    const { day, hour } = hourOf(fromMs)
    for (const figures of [day, hour]) {
      figures.in += entered ?? 0
      figures.out += leftAgain ?? 0
      if (entered === null || leftAgain === null) figures.heldBack = true
    }
    day.reEntries += reEntered ?? 0
  }
  const atEntrances = new Set(entrances.map(({ camera }) => camera))
  for (const { camera, countedShare, fromMs } of cameras) {
    if (!atEntrances.has(camera)) continue
    hourOf(fromMs).hour.countedShare += countedShare / quartersPerHour / atEntrances.size
  }
  return days
}

/** Quarters of each zone → its whole time and its hours. */
export function foldZones(rows: readonly ZoneRow[], clock: ShopClock): ZoneFigures[] {
  const places = placesOf(rows, clock)
  return [...Map.groupBy(rows, ({ camera, zone }) => `${camera}\n${zone}`).values()].map((quarters) => {
    const { camera, zone } = quarters[0] as ZoneRow
    const hours = emptyHours<{ stays: number; dwellSeconds: number; queueMean: number }>()
    for (const [hour, those] of Map.groupBy(quarters, ({ fromMs }) => places.get(fromMs)?.hour ?? 0)) {
      const { dwellSeconds, queueMean, stays } = summed(those)
      if (dwellSeconds !== null) hours[hour] = { stays, dwellSeconds, queueMean: queueMean ?? 0 }
    }
    return { camera, zone, ...summed(quarters), heldBack: quarters.some(({ stays }) => stays === null), hours }
  })
}

function summed(rows: readonly ZoneRow[]) {
  const told = rows.filter(({ stays }) => (stays ?? 0) > 0)
  const stays = told.reduce((sum, row) => sum + (row.stays ?? 0), 0)
  const weighted = (value: (row: ZoneRow) => number | null) =>
    stays === 0 ? null : told.reduce((sum, row) => sum + (row.stays ?? 0) * (value(row) ?? 0), 0) / stays
  const queues = told.flatMap(({ queueMost }) => queueMost ?? [])
  return {
    stays,
    dwellSeconds: weighted(({ dwellSeconds }) => dwellSeconds),
    queueMean: weighted(({ queueMean }) => queueMean),
    queueMost: queues.length === 0 ? null : Math.max(...queues),
  }
}

/** Each quarter is looked up on the clock once: that is slow, and there are many rows of one quarter. */
const placesOf = (rows: readonly { fromMs: number }[], clock: ShopClock) =>
  new Map([...new Set(rows.map(({ fromMs }) => fromMs))].map((fromMs) => [fromMs, clock.at(fromMs)]))

import type { Comparison, DayFigures } from '@larder/contracts/footfall-view'
import { dayAfter } from './shop-clock.ts'

/** A day counted for less of its opening time is no day to compare. */
const leastCounted = 0.8
/** Less is a wet street, not rain (the German weather service counts a day with 0.1 mm or more as one of precipitation). */
const rainMm = 0.1

/** Days against days. @param today the day that is not over yet; it is compared with nothing */
export function comparisons(days: readonly DayFigures[], today: string): Comparison[] {
  const whole = days.filter((day) => day.day < today && isCounted(day))
  const [weekFrom, weekBefore] = [dayAfter(today, -7), dayAfter(today, -14)]
  const within = (from: string, until: string) => whole.filter(({ day }) => day >= from && day < until)
  const weathered = whole.filter(({ weather }) => weather !== null)
  const isWet = ({ weather }: DayFigures) => (weather?.rainMm ?? 0) >= rainMm
  const offers = new Map(days.flatMap((day) => day.offers).map((offer) => [offer.id, offer.name]))
  return [
    compared({ kind: 'week', group: 'last-7-days', name: null }, within(weekFrom, today), within(weekBefore, weekFrom)),
    compared(
      { kind: 'weather', group: 'rain', name: null },
      weathered.filter(isWet),
      weathered.filter((day) => !isWet(day)),
    ),
    ...[...offers].map(([id, name]) => {
      const runs = ({ offers: running }: DayFigures) => running.some((offer) => offer.id === id)
      return compared(
        { kind: 'promotion', group: id, name },
        whole.filter(runs),
        whole.filter((day) => !runs(day)),
      )
    }),
  ]
}

function compared(
  what: Pick<Comparison, 'kind' | 'group' | 'name'>,
  days: readonly DayFigures[],
  others: readonly DayFigures[],
): Comparison {
  const [meanVisitors, otherMeanVisitors] = [mean(days), mean(others)]
  return {
    ...what,
    days: days.length,
    meanVisitors,
    otherDays: others.length,
    otherMeanVisitors,
    change: meanVisitors === null || !otherMeanVisitors ? null : meanVisitors / otherMeanVisitors - 1,
  }
}

const mean = (days: readonly DayFigures[]): number | null =>
  days.length === 0 ? null : days.reduce((sum, { visitors }) => sum + visitors, 0) / days.length

function isCounted({ hours }: DayFigures): boolean {
  const counted = hours.filter((hour) => hour !== null)
  const share = counted.reduce((sum, { countedShare }) => sum + countedShare, 0) / Math.max(1, counted.length)
  return counted.length > 0 && share >= leastCounted
}

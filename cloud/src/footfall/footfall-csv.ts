import type { FootfallReport } from '@larder/contracts/footfall-view'
import { csvText } from '../dispositions/csv-text.ts'

const tenths = (value: number): number => Math.round(value * 10) / 10

/** One row per hour that was counted, with what is known of its day. */
export function footfallCsv({ days, site }: FootfallReport): string {
  const header = [
    ...['site', 'day', 'hour', 'in', 'out', 'countedPercent', 'someHeldBack'],
    ...['dayVisitors', 'dayOrders', 'dayKioskConversations', 'rainMm', 'meanCelsius', 'offers'],
  ]
  const rows = days.flatMap((day) =>
    day.hours.flatMap((hour, index) =>
      hour === null
        ? []
        : [
            [
              ...[site, day.day, index, hour.in, hour.out, tenths(hour.countedShare * 100)],
              hour.heldBack ? 'yes' : '',
              ...[day.visitors, day.orders, day.kioskConversations],
              ...(day.weather ? [tenths(day.weather.rainMm), tenths(day.weather.meanCelsius)] : [null, null]),
              day.offers.map(({ name }) => name.en).join('; '),
            ],
          ],
    ),
  )
  return csvText([header, ...rows])
}

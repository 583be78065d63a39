import { z } from 'zod'
import { csvText } from '../dispositions/csv-text.ts'
import type { EventSources } from '../epcis/internal/derive.ts'
import type { App } from '../http/app.ts'
import { Refusal } from '../http/refusal.ts'
import { eu931 } from './eu-931.ts'
import { fsma204 } from './fsma-204.ts'
import { gbt28843 } from './gbt-28843.ts'
import type { ListRecords } from './list-records.ts'
import { loadListRecords } from './load-records.ts'
import type { RecordList } from './record-list.ts'
import { sheetOf } from './sheet.ts'

const lists: Record<string, { make(records: ListRecords): RecordList; temperatures: boolean }> = {
  'fsma-204': { make: fsma204, temperatures: false },
  'gbt-28843': { make: gbt28843, temperatures: true },
  'eu-931': { make: eu931, temperatures: false },
}
const mostMs = 366 * 86_400_000
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const params = z.object({ list: z.enum(['fsma-204', 'gbt-28843', 'eu-931']) })
const querystring = z.object({
  fromMs: z.coerce.number().int().min(0).max(8e15),
  untilMs: z.coerce.number().int().min(0).max(8e15),
  format: z.enum(['json', 'csv', 'xlsx']).default('json'),
})

/** The lists that authorities ask for, as JSON, CSV or an Excel workbook. */
export function recordListRoutes(api: App, sources: EventSources): void {
  api.get('/record-lists/:list', { schema: { tags: ['records'], params, querystring } }, async (request, reply) => {
    const { fromMs, untilMs, format } = request.query
    if (untilMs <= fromMs || untilMs - fromMs > mostMs) {
      throw new Refusal(400, 'invalid', 'untilMs: must be after fromMs, by a year at most')
    }
    const { make, temperatures } = lists[request.params.list] as (typeof lists)[string]
    const list = make(await loadListRecords(sources, fromMs, untilMs, temperatures))
    if (format === 'json') return list
    const day = (atMs: number) => new Date(atMs).toISOString().slice(0, 10)
    const name = `${request.params.list}-${day(fromMs)}-${day(untilMs - 1)}.${format}`
    void reply.header('content-disposition', `attachment; filename="${name}"`)
    if (format === 'csv') return reply.type('text/csv; charset=utf-8').send(csvText([list.head, ...list.rows]))
    return reply.type(xlsx).send(await sheetOf(list))
  })
}

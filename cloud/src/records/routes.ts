import type { Role } from '@larder/contracts/account'
import { recordId } from '@larder/contracts/product'
import { z } from 'zod'
import type { App } from '../http/app.ts'
import { notFound, Refusal } from '../http/refusal.ts'
import { csvFields, isOptional } from './csv-fields.ts'
import { decodeText } from './decode-text.ts'
import { importCsv, importList } from './import.ts'
import { type KindRow, kinds, type RecordKind } from './kinds.ts'
import { FaultyRecords, type Records } from './records.ts'

const csvBytes = 10_000_000
const maxListed = 5000
const listQuery = z.object({
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  q: z.string().max(100).optional(),
})

/** Products and calibrations decide what a verdict means; the rest is daily work. */
const writers: Record<RecordKind, Role> = {
  products: 'manager',
  calibrations: 'manager',
  lots: 'staff',
  orders: 'staff',
  consignments: 'staff',
  'sorting-records': 'staff',
  receipts: 'staff',
  transformations: 'staff',
  stores: 'manager',
  'product-cards': 'manager',
  'shelf-items': 'staff',
  offers: 'manager',
}

export function recordRoutes(api: App, records: Records): void {
  api.addContentTypeParser('text/csv', { parseAs: 'buffer', bodyLimit: csvBytes }, (_request, body, done) => {
    const text = decodeText(body as Buffer)
    if (text === undefined)
      done(new Refusal(415, 'wrong-encoding', 'the file is neither UTF-8 nor GBK text: save it as CSV UTF-8'))
    else done(null, text)
  })
  for (const name of Object.keys(kinds) as RecordKind[]) kindRoutes(api, records, name)
}

function kindRoutes(api: App, records: Records, name: RecordKind): void {
  const kind: KindRow<never> = kinds[name] as never
  const tags = [name]
  const access = writers[name]

  api.get(`/${name}`, { schema: { tags, querystring: listQuery } }, (request) => records.list(name, request.query))

  // A calibration has no id of its own.
  if (kind.key.length === 1) {
    api.get(`/${name}/:id`, { schema: { tags, params: z.object({ id: recordId }) } }, async (request) => {
      const record = await records.find(name, request.params.id)
      if (record === undefined) throw notFound(`${kind.table} ${request.params.id}`)
      return record
    })
  }

  api.post(`/${name}`, { config: { access }, schema: { tags, body: kind.schema } }, async (request) => {
    const record = kind.recordOf(request.body as never)
    await records.save(name, [record]).catch(refuseFaulty)
    const unshown = new Set<string>(kind.unshown)
    return Object.fromEntries(Object.entries(record).filter(([field]) => !unshown.has(field)))
  })

  const description = csvDescription(kind)
  api.post(
    `/imports/${name}`,
    {
      config: { access },
      bodyLimit: csvBytes,
      schema: { tags, description, consumes: ['text/csv', 'application/json'] },
    },
    async (request, reply) => {
      const { body } = request
      const outcome = await (Array.isArray(body)
        ? importList(records, name, listed(body))
        : importCsv(records, name, csv(body)))
      return reply.code(outcome.errors.length > 0 ? 422 : 200).send(outcome)
    },
  )
}

function csvDescription(kind: KindRow<never>): string {
  const { own, item } = csvFields(kind)
  const columns = Object.entries({ ...own, ...item }).map(([name, schema]) => (isOptional(schema) ? `${name}?` : name))
  const rows = kind.csvList === undefined ? '' : ` One row for each of ${kind.csvList}: rows of one id are one record.`
  return `A CSV file with the columns ${columns.join(', ')} in any order.${rows} All rows are imported, or none. Or a JSON list of what POST takes one of.`
}

function refuseFaulty(error: unknown): never {
  if (!(error instanceof FaultyRecords)) throw error
  const fields = error.faults.map(({ field, message }) => ({ field, message }))
  throw new Refusal(422, error.code, `${fields[0]?.field}: ${error.message}`, { fields })
}

function csv(body: unknown): string {
  if (typeof body === 'string') return body
  throw new Refusal(415, 'wrong-content-type', 'send the file as text/csv, or a JSON list of records')
}

function listed(body: readonly unknown[]): readonly unknown[] {
  if (body.length <= maxListed) return body
  throw new Refusal(413, 'too-large', `import ${maxListed} records at most at a time`)
}

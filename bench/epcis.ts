import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildApi } from '@larder/cloud/api'
import { roomContext } from '@larder/cloud/cloud-under-test'
import { httpServer, listen } from '@larder/cloud/http/listen'
import { createServices } from '@larder/cloud/services'
import { SqliteStore } from '@larder/edge/telemetry/sqlite-store'
import type { Bench } from './row.ts'

const events = 20_000
const perDocument = [100, 1000]
const queries = 40
const pollMs = 20
/** A sender posts the next document while the one before is being captured. */
const atOnce = 4
const startMs = Date.parse('2026-11-01T00:00:00Z')

/** A lot moves with its temperatures: about what one leg tells. */
const eventOf = (ordinal: number) => ({
  type: 'ObjectEvent',
  eventTime: new Date(startMs + ordinal * 1000).toISOString(),
  eventTimeZoneOffset: '+08:00',
  action: 'OBSERVE',
  bizStep: ordinal % 2 === 0 ? 'shipping' : 'receiving',
  disposition: 'in_transit',
  epcList: [`urn:epc:id:sgtin:4012345.011111.${ordinal}`],
  quantityList: [{ epcClass: `https://id.gs1.org/01/06901234000016/10/L${ordinal % 500}`, quantity: 12.5, uom: 'KGM' }],
  readPoint: { id: `urn:x-larder:loc:shop-${ordinal % 20}.dock` },
  bizTransactionList: [{ type: 'desadv', bizTransaction: `urn:x-larder:bt:note.${ordinal % 1000}` }],
  sensorElementList: [
    {
      sensorMetadata: { time: new Date(startMs + ordinal * 1000).toISOString() },
      sensorReport: [{ type: 'Temperature', minValue: 1, meanValue: 2, maxValue: 3.5, uom: 'CEL' }],
    },
  ],
})

const documentOf = (first: number, count: number): string =>
  JSON.stringify({
    '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: new Date(startMs).toISOString(),
    epcisBody: { eventList: Array.from({ length: count }, (_, index) => eventOf(first + index)) },
  })

const bench: Bench = async (report) => {
  const folder = await mkdtemp(join(tmpdir(), 'larder-bench-epcis-'))
  const store = new SqliteStore({ file: join(folder, 'telemetry.db') })
  await store.start()
  const services = await createServices(roomContext(folder), {
    store,
    tracing: async () => {
      throw new Error('no report is asked for')
    },
  })
  const app = await buildApi(services)
  const server = httpServer(app.routing)
  const base = `http://127.0.0.1:${await listen(server, '127.0.0.1', 0, 'bench')}/api/epcis`
  const token = await services.epcis.clients.add('bench', true, 'bench')
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/ld+json' }
  const capture = async (document: string): Promise<void> => {
    const { status, headers: answered } = await fetch(`${base}/capture`, { method: 'POST', headers, body: document })
    if (status !== 202) throw new Error(`capture answered ${status}`)
    const job = new URL(answered.get('location') as string, base)
    for (;;) {
      const state = (await (await fetch(job, { headers })).json()) as { running: boolean; success: boolean }
      if (!state.running && !state.success) throw new Error(`the capture failed: ${JSON.stringify(state)}`)
      if (!state.running) return
      await new Promise((resolve) => setTimeout(resolve, pollMs))
    }
  }
  try {
    let next = 0
    // The schema is compiled at the first document.
    await capture(documentOf(next++, 1))
    for (const size of perDocument) {
      const documents: string[] = []
      for (let made = 0; made < events; made += size, next += size) documents.push(documentOf(next, size))
      const startedAtMs = performance.now()
      const senders = Array.from({ length: atOnce }, async () => {
        for (let document = documents.shift(); document !== undefined; document = documents.shift()) {
          await capture(document)
        }
      })
      await Promise.all(senders)
      const perSecond = (events * 1000) / (performance.now() - startedAtMs)
      const name = `EPCIS capture over HTTP, ${size} events a document, validated, on disk`
      report({ name, value: perSecond, unit: 'events/s', target: { least: 2000 } })
    }
    const asked: [string, string][] = [
      ['one item by MATCH_epc', `MATCH_epc=${encodeURIComponent('urn:epc:id:sgtin:4012345.011111.777')}`],
      [
        'one lot by MATCH_anyEPCClass',
        `MATCH_anyEPCClass=${encodeURIComponent('urn:epc:class:lgtin:6901234.000001.L7')}`,
      ],
      ['a step in an hour', `EQ_bizStep=shipping&GE_eventTime=2026-11-01T02:00:00Z&LT_eventTime=2026-11-01T03:00:00Z`],
      ['the newest of a frequent step', 'EQ_bizStep=receiving'],
    ]
    for (const [name, query] of asked) {
      const took: number[] = []
      for (let run = 0; run < queries; run++) {
        const startedAtMs = performance.now()
        const answer = await fetch(`${base}/events?${query}`, { headers })
        if (answer.status !== 200) throw new Error(`${query} answered ${answer.status}`)
        await answer.json()
        took.push(performance.now() - startedAtMs)
      }
      took.sort((a, b) => a - b)
      const value = took[Math.floor(queries / 2)] as number
      report({ name: `EPCIS query of ${next.toLocaleString('en')} events: ${name}, median`, value, unit: 'ms' })
    }
  } finally {
    server.closeAllConnections()
    server.close()
    await app.close()
    await store.stop()
    await services.database.destroy()
    await rm(folder, { recursive: true, force: true })
  }
}

export default bench

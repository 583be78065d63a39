import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { databasesUnderTest } from '@larder/cloud/database/databases-under-test'
import { type Database, openDatabase } from '@larder/cloud/database/open'
import { LotGraph } from '@larder/cloud/lots/graph'
import { Standings } from '@larder/cloud/recalls/standings'
import { Records } from '@larder/cloud/records/records'
import type { LotGraphView } from '@larder/contracts/lot-graph'
import type { Transformation } from '@larder/contracts/transformation'
import { sql } from 'kysely'
import type { Bench, BenchRow } from './row.ts'

const startMs = Date.parse('2026-10-01T00:00:00Z')
const hourMs = 3_600_000
const levels = 11
const perLevel = 9091
/** Lots of the level above that go into each: a ten-level ancestry is then 131 lots, widening as it goes back. */
const mixed = 3
const traces = 200

/** 100,001 lots in eleven levels: each below the first is mixed from three neighbours above; the last are sold. */
async function build(database: Database): Promise<number> {
  const records = new Records(database)
  await records.save('products', [
    { id: 'salmon', nameZh: '三文鱼', nameEn: 'Salmon', profile: 'fresh-fish', unit: 'kg' },
  ])
  const began = performance.now()
  for (let level = 0; level < levels; level += 1) {
    const all = Array.from({ length: perLevel }, (_, index) => index)
    await records.save(
      'lots',
      all.map((index) => lot(level, index)),
    )
    if (level > 0)
      await records.save(
        'transformations',
        all.map((index) => mix(level, index)),
      )
  }
  const imported = performance.now() - began
  const sold = Array.from({ length: 2 * perLevel }, (_, index) => ({
    id: `O${index}`,
    customer: `C${index % 5000}`,
    store: `shop-${index % 40}`,
    orderedAtMs: startMs + 20 * hourMs,
    promisedAtMs: null,
    deliveredAtMs: null,
    lines: [{ lot: name(levels - 1, index % perLevel), quantity: 1 }],
  }))
  await records.save('orders', sold)
  const carried = Array.from({ length: perLevel }, (_, index) => ({
    id: `K${index}`,
    lots: [name(levels - 1, index)],
    legs: [
      { site: `shop-${index % 40}`, asset: 'cabinet-1', phase: 'cabinet' as const, fromMs: startMs, untilMs: null },
    ],
  }))
  await records.save('consignments', carried)
  return imported
}

const name = (level: number, index: number): string => `L${level}-${index}`

const lot = (level: number, index: number) => ({
  id: name(level, index),
  product: 'salmon',
  supplier: 'Farm',
  originZh: '海',
  originEn: 'Sea',
  originLatitude: null,
  originLongitude: null,
  packedAtMs: startMs + level * hourMs,
  useByMs: null,
  quantity: 100,
})

const mix = (level: number, index: number): Transformation => ({
  id: `T${level}-${index}`,
  kind: 'mix',
  atMs: startMs + level * hourMs,
  place: 'Line 1',
  yieldPercent: null,
  note: '',
  lots: [
    ...Array.from({ length: mixed }, (_, step) => ({
      side: 'input' as const,
      lot: name(level - 1, (index + step) % perLevel),
      quantity: 30,
    })),
    { side: 'output' as const, lot: name(level, index), quantity: 90 },
  ],
})

/** Lots spread over the graph, not one after the other: what was just read is not read again. */
const spread = (run: number): number => (run * 4241) % perLevel

async function timed(work: (run: number) => Promise<unknown>): Promise<{ median: number; p95: number }> {
  for (let run = 0; run < 10; run += 1) await work(traces + run)
  const took: number[] = []
  for (let run = 0; run < traces; run += 1) {
    const began = performance.now()
    await work(run)
    took.push(performance.now() - began)
  }
  took.sort((a, b) => a - b)
  return { median: took[traces >> 1] ?? 0, p95: took[Math.floor(traces * 0.95)] ?? 0 }
}

async function measure(report: (row: BenchRow) => void, engine: string, database: Database): Promise<void> {
  const imported = await build(database)
  const rows = perLevel * (2 * levels - 1)
  report({
    name: `${engine}: 100,001 lots and 90,910 mixings saved and checked`,
    value: (rows / imported) * 1000,
    unit: 'records/s',
  })
  // PostgreSQL's autovacuum does this within a minute of such an import; until then plans are guesses, 80 ms a trace.
  if (engine === 'postgresql') await sql`analyze`.execute(database)
  const graph = new LotGraph(database)
  const standings = new Standings(database)
  const size = ({ lots, orders }: LotGraphView) => `${lots.length} lots, ${orders.length} orders`

  const mixedNote = size(await graph.backward(name(levels - 1, 77)))
  const back = await timed((run) => graph.backward(name(levels - 1, spread(run))))
  report({
    name: `${engine}: a mixed lot back over 10 levels, median`,
    value: back.median,
    unit: 'ms',
    target: { most: 20 },
    note: mixedNote,
  })
  report({ name: `${engine}: a mixed lot back over 10 levels, p95`, value: back.p95, unit: 'ms', target: { most: 20 } })

  const aheadNote = size(await graph.forward(name(0, 77)))
  const ahead = await timed((run) => graph.forward(name(0, spread(run))))
  report({
    name: `${engine}: a supplier lot forward to every order, p95`,
    value: ahead.p95,
    unit: 'ms',
    target: { most: 100 },
    note: aheadNote,
  })
  const middle = await timed((run) =>
    Promise.all([graph.backward(name(5, spread(run))), graph.forward(name(5, spread(run)))]),
  )
  report({ name: `${engine}: any lot both ways, p95`, value: middle.p95, unit: 'ms', target: { most: 100 } })

  await database
    .insertInto('recall')
    .values({
      id: 'R1',
      lot: name(0, 77),
      scope: 'lot-and-descendants',
      hazard: 'pathogen',
      reason: 'Listeria',
      by: 'manager',
      atMs: startMs,
      liftedBy: null,
      liftedAtMs: null,
      liftedWhy: null,
    })
    .execute()
  const standing = await timed((run) => standings.of([name(levels - 1, spread(run))]))
  report({ name: `${engine}: whether a lot is recalled, p95`, value: standing.p95, unit: 'ms', target: { most: 20 } })
}

/** The lot graph of a hundred thousand lots, on each database there is. */
const bench: Bench = async (report) => {
  for (const { name: engine, start } of await databasesUnderTest()) {
    const server = await start()
    const folder = await mkdtemp(join(tmpdir(), 'larder-lots-'))
    const database = await openDatabase(server.url, folder)
    try {
      await measure(report, engine, database)
    } finally {
      await database.destroy()
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    }
  }
}

export default bench

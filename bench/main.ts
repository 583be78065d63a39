import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import type { Bench, BenchRow } from './row.ts'

const directory = import.meta.dirname

const benches: Record<string, () => Promise<{ default: Bench }>> = {
  assistant: () => import('./assistant.ts'),
  faces: () => import('./faces.ts'),
  epcis: () => import('./epcis.ts'),
  broker: () => import('./broker.ts'),
  ingest: () => import('./ingest.ts'),
  storage: () => import('./storage.ts'),
  trace: () => import('./trace.ts'),
  lots: () => import('./lots.ts'),
  risk: () => import('./risk.ts'),
  vision: () => import('./vision.ts'),
  kiosk: () => import('./kiosk.ts'),
  'kiosk-room': () => import('./kiosk-room.ts'),
  site: () => import('./site.ts'),
}

/**
 * `npm run bench [-- NAME …]`: runs each benchmark, prints a table and writes bench/results/latest.json.
 * @returns the exit code: 1 when a target was missed
 */
export async function runBenches(names: string[]): Promise<number> {
  const unknown = names.filter((name) => !Object.hasOwn(benches, name))
  if (unknown.length > 0) {
    console.error(`no benchmark is called ${unknown.join(', ')}; there are: ${Object.keys(benches).join(', ')}`)
    return 2
  }
  const rows: (BenchRow & { bench: string; reached: boolean | null })[] = []
  for (const [name, load] of Object.entries(benches)) {
    // `kiosk` is `kiosk-room` too; each part can be run alone.
    if (names.length > 0 && !names.some((asked) => name === asked || name.startsWith(`${asked}-`))) continue
    console.log(`\n${name}`)
    const { default: bench } = await load()
    await bench((row) => {
      rows.push({ bench: name, reached: reached(row), ...row })
      console.log(line(row))
    })
  }
  mkdirSync(join(directory, 'results'), { recursive: true })
  const result = {
    at: new Date().toISOString(),
    node: process.version,
    cpu: cpus()[0]?.model,
    cores: cpus().length,
    rows,
  }
  writeFileSync(join(directory, 'results', 'latest.json'), `${JSON.stringify(result, null, 2)}\n`)
  const missed = rows.filter((row) => row.reached === false)
  console.log(`\n${rows.length} figures, ${missed.length} below target; bench/results/latest.json`)
  return missed.length > 0 ? 1 : 0
}

function reached({ value, target }: BenchRow): boolean | null {
  if (!target) return null
  return 'least' in target ? value >= target.least : value <= target.most
}

function line(row: BenchRow): string {
  const target = row.target ? ('least' in row.target ? `≥ ${row.target.least}` : `≤ ${row.target.most}`) : ''
  const sign = { true: '✓', false: '✗', null: ' ' }[String(reached(row)) as 'true' | 'false' | 'null']
  const value = row.value.toLocaleString('en', { maximumFractionDigits: row.value < 10 ? 2 : 0 })
  return `  ${sign} ${row.name.padEnd(64)} ${`${value} ${row.unit}`.padStart(20)}  ${target.padEnd(10)} ${row.note ?? ''}`
}

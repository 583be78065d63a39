import { writeSync } from 'node:fs'
import { join } from 'node:path'
import type { TelemetryConfiguration } from '@larder/contracts/configuration'
import { openStore } from '../telemetry/open-store.ts'
import { Delivery } from './delivery.ts'
import { Journal, type Sample } from './journal.ts'

/** Run as a program of its own: appends without end, and says on standard output what was confirmed, until killed. */
const [directory = '', telemetry = '', firstSequence = ''] = process.argv.slice(2)
const store = await openStore(JSON.parse(telemetry) as TelemetryConfiguration, directory)
const journal = new Journal({ file: join(directory, 'edge', 'journal.db'), maxBytes: 1e9 })
const delivery = new Delivery({ journal, store, onRejected: () => {}, gatherMs: 1, maxPauseMs: 50, batchRows: 500 })
await store.start()
await journal.start()
await delivery.start()

let sequence = Number(firstSequence)
for (;;) {
  const count = 1 + Math.floor(Math.random() * 300)
  const samples = Array.from({ length: count }, (_, index): Sample => {
    const observedAtMs = 1_790_000_000_000 + (sequence + index) * 1000
    const address = { site: 'shanghai', asset: 'truck-1', probe: 'air' }
    return {
      kind: 'reading',
      reading: { ...address, sequence: sequence + index, observedAtMs, receivedAtMs: observedAtMs, celsius: 4 },
    }
  })
  const outcomes = await journal.append(samples)
  outcomes.forEach((outcome, index) => {
    if (outcome === 'accepted') writeSync(1, `${sequence + index}\n`)
  })
  sequence += count
}

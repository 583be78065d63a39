import { calibrationInput } from '@larder/contracts/calibration'
import { configuration } from '@larder/contracts/configuration'
import { consignmentInput } from '@larder/contracts/consignment'
import { lotInput } from '@larder/contracts/lot'
import { orderInput } from '@larder/contracts/order'
import { product } from '@larder/contracts/product'
import { sortingRecordInput } from '@larder/contracts/sorting-record'
import { expect, test } from 'vitest'
import { worldRecords } from './records.ts'
import { isSerial, simulatedDevices, siteName, worldSite, worldSources } from './world.ts'

const nowMs = Date.parse('2026-11-20T21:30:00+08:00')

test('the site and its serial sources make a valid configuration', () => {
  const parsed = configuration.parse({
    sites: [worldSite()],
    edge: { site: siteName, sources: worldSources() },
    telemetry: { store: 'sqlite' },
  })
  expect(parsed.edge.sources.map((source) => source.path)).toEqual(['run/truck-1-gps', 'run/cabinet-3-controller'])
})

test('every probe is granted to exactly one device, and the serial ones to the gateway', () => {
  const grants = simulatedDevices().flatMap((device) => device.grants.map((grant) => `${grant.asset}/${grant.probe}`))
  const probes = worldSite().assets.flatMap((asset) => asset.probes.map((probe) => `${asset.id}/${probe.id}`))
  expect(grants.toSorted()).toEqual(probes.toSorted())
  const gateway = simulatedDevices().find((device) => device.device === 'gateway-1')
  expect(gateway?.grants.every((grant) => isSerial(grant.asset, grant.probe))).toBe(true)
})

test('the records pass the import door, name known assets and lots, and lie in the last two days', () => {
  const records = worldRecords(nowMs)
  const products = new Set(records.products.map((row) => product.parse(row).id))
  const lots = new Set(records.lots.map((row) => lotInput.parse(row)).map((lot) => lot.id))
  for (const row of records.lots) expect(products).toContain(row.product)
  for (const row of records.sortingRecords) expect(lots).toContain(sortingRecordInput.parse(row).lot)
  for (const row of records.orders) for (const line of orderInput.parse(row).lines) expect(lots).toContain(line.lot)
  for (const row of records.calibrations) calibrationInput.parse(row)
  const assets = new Set(worldSite().assets.map((asset) => asset.id))
  for (const row of records.consignments) {
    const parsed = consignmentInput.parse(row)
    for (const leg of parsed.legs) {
      expect(assets).toContain(leg.asset)
      expect(leg.from).toBeGreaterThan(nowMs - 48 * 3_600_000)
      // What is on sale lies in its cabinet still.
      expect(leg.until ?? nowMs - 1).toBeLessThan(nowMs)
      expect(leg.until ?? nowMs).toBeGreaterThan(leg.from)
    }
  }
})

test('records of the same half day are the same, at any hour they never leave the last two days', () => {
  expect(worldRecords(nowMs + 60_000)).toEqual(worldRecords(nowMs))
  for (let hour = 0; hour < 200; hour++) {
    const at = nowMs + hour * 3_600_000
    const starts = worldRecords(at).consignments.flatMap((row) => row.legs.map((leg) => Date.parse(leg.from)))
    expect(Math.min(...starts)).toBeGreaterThan(at - 48 * 3_600_000)
  }
})

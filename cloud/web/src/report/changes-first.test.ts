import type { Standing } from '@larder/contracts/standing'
import { expect, test } from 'vitest'
import { goodTrace } from '../../test/fixtures/reports.ts'
import { changesFirst } from './changes-first.ts'

const recalled: Standing = {
  ...{ state: 'recalled', sinceMs: 1, source: 'L1', hazard: 'pathogen', reason: 'Listeria', recall: 'r1' },
}
const report = (...standings: Standing[]) => ({
  version: 3,
  lots: standings.map((standing) => ({ ...goodTrace, standing })),
})

test('what changed comes first for who has read an earlier version, and for nobody else', () => {
  const free = report({ state: 'free' }, { state: 'free' })
  expect([null, 1, 2, 3].map((seen) => changesFirst(free, seen))).toEqual([false, true, true, false])
})

test('of an order with a recalled lot the recall comes first, whoever reads', () => {
  expect([null, 1, 2].map((seen) => changesFirst(report({ state: 'free' }, recalled), seen))).toEqual([
    false,
    false,
    false,
  ])
})

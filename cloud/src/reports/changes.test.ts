import type { LotContent, VersionContent } from '@larder/contracts/report-version'
import { expect, test } from 'vitest'
import { reportChanges } from './changes.ts'

const dayMs = 86_400_000

const leg = {
  phase: 'cabinet',
  site: 'shop-1',
  asset: 'cabinet-1',
  name: { zh: '柜', en: 'Cabinet' },
  fromMs: 1000,
  untilMs: 5000,
  ongoing: false,
  minCelsius: 0,
  meanCelsius: 1,
  maxCelsius: 2,
  coveragePercent: 99,
} as const

const excursion = {
  kind: 'too-warm',
  severity: 'critical',
  site: 'shop-1',
  asset: 'cabinet-1',
  probe: 'air',
  fromMs: 2000,
  untilMs: 3000,
  peakCelsius: 9,
  limitCelsius: 4,
} as const

const lotContent = (over: Partial<LotContent> = {}): LotContent => ({
  lot: { id: 'L1', supplier: 'Nordic', origin: { zh: '挪威', en: 'Norway' }, packedAtMs: 0, useByMs: null },
  product: {
    id: 'salmon',
    name: { zh: '鱼', en: 'Fish' },
    profile: 'fresh-fish',
    profileName: { zh: '鱼', en: 'Fish' },
  },
  standing: { state: 'free' },
  verdict: 'within-limits',
  advice: 'store-cold-and-enjoy',
  confidence: 'high',
  coveragePercent: 99,
  leftDays: { low: 4, likely: 5, high: 6 },
  excursions: [],
  legs: [leg],
  sorting: [],
  calibrations: [{ site: 'shop-1', asset: 'cabinet-1', probe: 'air', atMs: 1 }],
  ...over,
})

const version = (...lots: LotContent[]): VersionContent => ({ subject: { kind: 'lot', id: 'L1' }, lots })

test('a version and itself differ in nothing, and what only time brought is no change', () => {
  const ongoing = { ...leg, ongoing: true }
  const before = version(lotContent({ legs: [ongoing] }))
  const after = version(
    lotContent({ legs: [{ ...ongoing, untilMs: 9000, maxCelsius: 3 }], leftDays: { low: 3, likely: 4, high: 5 } }),
  )
  expect(reportChanges(before, before, 0)).toEqual([])
  expect(reportChanges(before, after, dayMs)).toEqual([])
})

test('late data that finds an excursion is told as the verdict, the advice, the life it cost and the excursion', () => {
  const after = lotContent({
    verdict: 'excursion',
    advice: 'do-not-eat',
    excursions: [excursion],
    leftDays: { low: 0, likely: 1, high: 2 },
  })
  expect(reportChanges(version(lotContent()), version(after), dayMs)).toEqual([
    { lot: 'L1', what: 'verdict', before: 'within-limits', after: 'excursion' },
    { lot: 'L1', what: 'advice', before: 'store-cold-and-enjoy', after: 'do-not-eat' },
    { lot: 'L1', what: 'life', before: 4, after: 1 },
    { lot: 'L1', what: 'excursion', before: null, after: excursion },
  ])
})

test('a recall is told as such', () => {
  const standing = {
    state: 'recalled',
    sinceMs: 1,
    source: 'L1',
    hazard: 'pathogen',
    reason: 'Listeria',
    recall: 'R1',
  } as const
  const after = lotContent({ standing, verdict: 'recalled', advice: 'return-it' })
  expect(reportChanges(version(lotContent()), version(after), 0).map(({ what }) => what)).toEqual([
    'standing',
    'verdict',
    'advice',
  ])
})

test('an excursion that turned out longer is one change, not one gone and one new', () => {
  const longer = { ...excursion, untilMs: 4000 }
  const changes = reportChanges(
    version(lotContent({ excursions: [excursion] })),
    version(lotContent({ excursions: [longer] })),
    0,
  )
  expect(changes).toEqual([{ lot: 'L1', what: 'excursion', before: excursion, after: longer }])
})

test('corrected records are named by what was corrected', () => {
  const after = lotContent({
    lot: { ...lotContent().lot, supplier: 'Other', useByMs: 7 },
    calibrations: [{ site: 'shop-1', asset: 'cabinet-1', probe: 'air', atMs: 2 }],
    legs: [],
  })
  expect(reportChanges(version(lotContent()), version(after), 0)).toEqual([
    { lot: 'L1', what: 'leg', before: leg, after: null },
    { lot: 'L1', what: 'calibration', asset: 'cabinet-1', probe: 'air', atMs: 2 },
    { lot: 'L1', what: 'record', field: 'supplier' },
    { lot: 'L1', what: 'record', field: 'use-by' },
  ])
})

test('a lot that an order gained or lost is said so', () => {
  const other = lotContent({ lot: { ...lotContent().lot, id: 'L2' } })
  expect(reportChanges(version(lotContent()), version(other), 0)).toEqual([
    { lot: 'L1', what: 'lot', change: 'removed' },
    { lot: 'L2', what: 'lot', change: 'added' },
  ])
})

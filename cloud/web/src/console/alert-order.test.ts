import { profiles } from '@larder/contracts/profiles'
import type { Asset } from '@larder/contracts/site'
import { describe, expect, it } from 'vitest'
import { makeAlert } from '../../test/fixtures/alerts.ts'
import { latest } from '../../test/fixtures/assets.ts'
import { nowMs } from '../../test/fixtures/clock.ts'
import { devices } from '../../test/fixtures/devices.ts'
import { sites } from '../../test/fixtures/places.ts'
import { byClosing, byUrgency, countOf, isWithdrawn, lastedMs, nextEscalationMs, worstOf } from './alert-order.ts'
import { assetNow, stateOf } from './asset-state.ts'
import { calibrationState, deviceState, matches, needsAttention, sorted } from './device-order.ts'

const warning = (id: string, minutes: number) =>
  makeAlert({ id, asset: 'fish-1', cause: 'door-open', severity: 'warning', minutes })
const critical = (id: string, minutes: number) =>
  makeAlert({ id, asset: 'fish-1', cause: 'too-warm', severity: 'critical', minutes })

describe('open alerts', () => {
  it('stand by severity, then unclaimed first, then the longest waiting', () => {
    const claimed = { ...critical('claimed', 90), acknowledgedBy: 'li' }
    const rows = [warning('w-old', 80), claimed, critical('c-new', 2), warning('w-new', 1), critical('c-old', 30)]
    expect(rows.sort(byUrgency).map((one) => one.id)).toEqual(['c-old', 'c-new', 'claimed', 'w-old', 'w-new'])
  })

  it('are counted without the closed ones', () => {
    expect(countOf([critical('a', 1), warning('b', 1), { ...critical('c', 1), closedAtMs: nowMs }])).toEqual({
      open: 2,
      critical: 1,
    })
  })

  it('colour their asset by the most urgent, and never by something past', () => {
    const past = critical('past', 9)
    past.situation.past = true
    expect(worstOf([warning('w', 1), past], 'xuhui', 'fish-1')?.id).toBe('w')
    expect(worstOf([critical('c', 1)], 'xuhui', 'other')).toBeUndefined()
  })
})

describe('the next escalation of an alert', () => {
  const after = { warning: 30, critical: 5 }
  const told = (alert: ReturnType<typeof warning>, escalationLevel: number) => ({
    ...alert,
    escalationLevel,
    history: [{ action: 'notified' as const, by: 'flows', atMs: nowMs, note: '' }],
  })

  it('comes when nobody has taken it for as long as its severity allows', () => {
    expect(nextEscalationMs(told(warning('w', 1), 0), after)).toBe(nowMs + 30 * 60_000)
    expect(nextEscalationMs(told(critical('c', 1), 2), after)).toBe(nowMs + 5 * 60_000)
  })

  it('never comes once it is taken, closed, past, or at the top', () => {
    const alert = told(critical('c', 1), 0)
    expect(nextEscalationMs({ ...alert, acknowledgedBy: 'li' }, after)).toBeNull()
    expect(nextEscalationMs({ ...alert, closedAtMs: nowMs }, after)).toBeNull()
    expect(nextEscalationMs({ ...alert, situation: { ...alert.situation, past: true } }, after)).toBeNull()
    expect(nextEscalationMs(told(critical('c', 1), 3), after)).toBeNull()
  })
})

describe('closed alerts', () => {
  it('stand newest first', () => {
    const rows = [1, 3, 2].map((at) => ({ ...warning(String(at), 1), closedAtMs: at }))
    expect(rows.sort(byClosing).map((one) => one.id)).toEqual(['3', '2', '1'])
  })
})

describe('a situation that late data disproved', () => {
  const { situation } = warning('late', 30)
  const ended = { ...situation, state: 'resolved', past: true } as const

  it('is withdrawn, and one that lasted is not', () => {
    expect(isWithdrawn({ ...ended, untilMs: situation.fromMs })).toBe(true)
    expect(isWithdrawn({ ...ended, untilMs: situation.fromMs + 1 })).toBe(false)
    expect(isWithdrawn(situation)).toBe(false)
  })
})

describe('the length of an alert', () => {
  it('ends with its condition, also when we heard of it days later', () => {
    const late = { ...warning('late', 100), closedAtMs: nowMs }
    late.situation.untilMs = nowMs - 90 * 60_000
    expect(lastedMs(late, nowMs)).toBe(10 * 60_000)
    expect(lastedMs(warning('open', 3), nowMs)).toBe(3 * 60_000)
  })
})

describe('an asset', () => {
  const asset = sites.sites[0]?.assets[0] as Asset
  const now = assetNow(latest.readings, 'xuhui', 'fish-1', asset)

  it('tells food and air temperature apart by the probe’s role', () => {
    expect(now.product?.probe).toBe('product')
    expect(now.air?.probe).toBe('air')
    expect(now.humidityPercent).toBe(71)
  })

  it('is silent once its newest reading is older than its profile allows', () => {
    const fresh = stateOf([], 'xuhui', 'fish-1', now, profiles['fresh-fish'], nowMs)
    const later = stateOf([], 'xuhui', 'fish-1', now, profiles['fresh-fish'], nowMs + 11 * 60_000)
    expect([fresh.kind, later.kind]).toEqual(['ok', 'silent'])
  })

  it('that has never reported is silent, not fine', () => {
    const nothing = assetNow([], 'xuhui', 'fish-1', asset)
    expect(stateOf([], 'xuhui', 'fish-1', nothing, profiles['fresh-fish'], nowMs).kind).toBe('silent')
  })
})

describe('devices', () => {
  it('need attention when unconfigured, offline, weak, nearly empty or overdue', () => {
    const names = devices.filter((one) => needsAttention(one, nowMs)).map((one) => `${one.asset}/${one.probe}`)
    expect(names).toEqual(['fish-1/product', 'dairy-1/air', 'truck-2/air', 'new-probe/air'])
  })

  it('that say nothing of their connection are known by their readings', () => {
    const [device] = devices
    if (device === undefined) throw new Error('the fixture has devices')
    const wired = { ...device, online: null, lastSeenMs: nowMs - 60_000 }
    expect(deviceState(wired, nowMs)).toBe('reporting')
    expect(deviceState(wired, nowMs + 3_600_000)).toBe('state-unknown')
    expect(deviceState({ ...wired, online: false }, nowMs)).toBe('offline')
  })

  it('know a calibration that is due within 30 days', () => {
    expect(devices.slice(2, 5).map((one) => calibrationState(one, nowMs))).toEqual(['overdue', 'soon', 'none'])
  })

  it('without a value stand last, whichever way a column runs', () => {
    for (const descending of [true, false]) {
      expect(
        sorted(devices, { column: 'battery', descending })
          .slice(-2)
          .map((one) => one.batteryPercent),
      ).toEqual([null, null])
    }
    expect(sorted(devices, { column: 'battery', descending: false })[0]?.batteryPercent).toBe(9)
  })

  it('are found by every word of the filter', () => {
    const [device] = devices
    if (device === undefined) throw new Error('the fixture has devices')
    expect(matches(device, 'fish AIR', 'Fish cabinet 1')).toBe(true)
    expect(matches(device, 'fish truck', 'Fish cabinet 1')).toBe(false)
    expect(matches(device, '', '')).toBe(true)
  })
})

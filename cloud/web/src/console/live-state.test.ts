import { describe, expect, it } from 'vitest'
import { makeAlert } from '../../test/fixtures/alerts.ts'
import { latest } from '../../test/fixtures/assets.ts'
import { nowMs } from '../../test/fixtures/clock.ts'
import { quarantine } from '../../test/fixtures/system.ts'
import { isNews, nothingYet, withAlert, withOpenAlerts, withQuarantined, withReadings } from './live-state.ts'

const alert = makeAlert({
  id: 'shop-fish-too-warm',
  asset: 'fish-1',
  cause: 'too-warm',
  severity: 'critical',
  minutes: 3,
})
const withRevision = (revision: number) => ({ ...alert, situation: { ...alert.situation, revision } })

describe('what is known of readings', () => {
  const [reading] = latest.readings
  if (reading === undefined) throw new Error('the fixture has readings')

  it('is the newest by the device’s clock, in whatever order they arrive', () => {
    const late = { ...reading, observedAtMs: reading.observedAtMs - 60_000, celsius: 99 }
    const there = withReadings(withReadings(nothingYet, [reading]), [late])
    const back = withReadings(withReadings(nothingYet, [late]), [reading])
    expect(there.readings).toEqual(back.readings)
    expect([...there.readings.values()]).toEqual([reading])
  })
})

describe('what is known of alerts', () => {
  it('never falls back to an older revision', () => {
    const state = withAlert(withAlert(nothingYet, withRevision(5)), withRevision(4))
    expect(state.alerts.get(alert.id)?.situation.revision).toBe(5)
  })

  it('never loses what people did to an answer that was slower', () => {
    const acted = {
      ...alert,
      history: [...alert.history, { action: 'commented' as const, by: 'li', atMs: nowMs, note: 'x' }],
    }
    expect(withAlert(withAlert(nothingYet, acted), alert).alerts.get(alert.id)).toBe(acted)
  })

  it('forgets after a lost connection what has closed meanwhile', () => {
    const state = withOpenAlerts(withAlert(nothingYet, alert), [])
    expect(state.alerts.size).toBe(0)
  })

  it('is news once, and only when it is about now', () => {
    expect(isNews(nothingYet, alert)).toBe(true)
    expect(isNews(withAlert(nothingYet, alert), withRevision(2))).toBe(false)
    expect(isNews(nothingYet, { ...alert, situation: { ...alert.situation, past: true } })).toBe(false)
    expect(isNews(nothingYet, { ...alert, closedAtMs: nowMs })).toBe(false)
  })
})

describe('what is known of messages kept aside', () => {
  it('has each once, newest first, and stays bounded', () => {
    const [one] = quarantine
    if (one === undefined) throw new Error('the fixture has a message kept aside')
    const many = Array.from({ length: 500 }, (_, id) => ({ ...one, id, atMs: id }))
    const state = withQuarantined(withQuarantined(nothingYet, many), many.slice(0, 3))
    expect(state.quarantine).toHaveLength(200)
    expect(state.quarantine[0]?.id).toBe(499)
  })
})

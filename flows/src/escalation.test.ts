import { expect, test } from 'vitest'
import { type Escalation, highestLevel, type Standing, step } from './escalation.ts'

const intervalMs = { warning: 30 * 60_000, critical: 5 * 60_000 }
const standing: Standing = { open: true, acknowledged: false, past: false, severity: 'critical' }
const begun = (nowMs: number): Escalation => ({ situation: 'one', level: 0, dueAtMs: nowMs + intervalMs.critical })

test('a situation that nobody takes rises one level per interval, up to the highest', () => {
  let escalation = begun(0)
  const risenAtMinute: number[] = []
  for (let minute = 0; minute <= 60; minute++) {
    const next = step(escalation, standing, intervalMs, minute * 60_000)
    if (next.action === 'stop') throw new Error('stopped')
    if (next.action === 'escalate') risenAtMinute.push(minute)
    escalation = next.escalation
  }
  expect(risenAtMinute).toEqual([5, 10, 15])
  expect(escalation.level).toBe(highestLevel)
})

test.each([
  ['it is over', { open: false }],
  ['somebody took it', { acknowledged: true }],
  ['it is a matter of record', { past: true }],
])('it stops when %s', (_title, change) => {
  expect(step(begun(0), { ...standing, ...change }, intervalMs, 1e9).action).toBe('stop')
})

test('it stops when the situation is no longer known', () => {
  expect(step(begun(0), undefined, intervalMs, 0).action).toBe('stop')
})

test('after hours without power it rises one level, not three', () => {
  const next = step(begun(0), standing, intervalMs, 10 * 3_600_000)
  expect(next).toMatchObject({ action: 'escalate', escalation: { level: 1 } })
  expect(next.action !== 'stop' && next.escalation.dueAtMs).toBe(10 * 3_600_000 + intervalMs.critical)
})

test('a clock set back by a day makes nobody wait longer than one interval', () => {
  const next = step(begun(86_400_000), standing, intervalMs, 0)
  expect(next).toMatchObject({ action: 'wait', escalation: { dueAtMs: intervalMs.critical } })
})

test('a warning that becomes critical waits no longer than a critical one', () => {
  const warned = { situation: 'one', level: 0, dueAtMs: intervalMs.warning }
  const next = step(warned, standing, intervalMs, 60_000)
  expect(next).toMatchObject({ escalation: { dueAtMs: 60_000 + intervalMs.critical } })
})

test('while nothing changes the same record is returned, so that nothing is written', () => {
  const escalation = begun(0)
  const next = step(escalation, standing, intervalMs, 1000)
  expect(next.action !== 'stop' && next.escalation).toBe(escalation)
})

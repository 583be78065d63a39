import { expect, test } from 'vitest'
import { idleness } from './idle.ts'

const times = { warningMs: 30_000, wipeMs: 45_000 }

test('nothing is due while somebody is there', () => {
  expect(idleness(0, times)).toEqual({ state: 'awake', nextInMs: 30_000 })
  expect(idleness(29_999, times)).toEqual({ state: 'awake', nextInMs: 1 })
})

test('the warning counts each second, then all is wiped', () => {
  expect(idleness(30_000, times)).toEqual({ state: 'warning', secondsLeft: 15, nextInMs: 1000 })
  expect(idleness(30_500, times)).toEqual({ state: 'warning', secondsLeft: 15, nextInMs: 500 })
  expect(idleness(44_200, times)).toEqual({ state: 'warning', secondsLeft: 1, nextInMs: 800 })
  expect(idleness(45_000, times)).toEqual({ state: 'wipe' })
  expect(idleness(99_000, times)).toEqual({ state: 'wipe' })
})

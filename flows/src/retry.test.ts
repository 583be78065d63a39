import { expect, test } from 'vitest'
import { patience, wait, waitMs } from './retry.ts'

test('the wait doubles up to the longest, about a minute in all', () => {
  const waits = Array.from({ length: patience.attempts - 1 }, (_, index) => waitMs(index + 1, patience))
  expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000])
})

test('a wait ends at once when it is cut short', async () => {
  const controller = new AbortController()
  const waiting = wait(3_600_000, controller.signal)
  controller.abort()
  await waiting
  await wait(3_600_000, controller.signal)
  await wait(1, new AbortController().signal)
  expect(controller.signal.aborted).toBe(true)
})

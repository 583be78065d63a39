import { expect, test, vi } from 'vitest'
import { Recent } from './recent.ts'

test('what is asked for again while it is fresh is made once', async () => {
  const recent = new Recent<string>(1000, 10)
  const make = vi.fn(async () => 'made')
  expect(await recent.get('a', 0, make)).toBe('made')
  expect(await recent.get('a', 999, make)).toBe('made')
  expect(make).toHaveBeenCalledTimes(1)
  await recent.get('a', 1000, make)
  await recent.get('b', 1000, make)
  expect(make).toHaveBeenCalledTimes(3)
})

test('what failed is made again, and the oldest go when there are too many', async () => {
  const recent = new Recent<string>(1000, 2)
  await expect(recent.get('a', 0, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  const make = vi.fn(async () => 'made')
  for (const key of ['a', 'b', 'c', 'c', 'a']) await recent.get(key, 0, make)
  expect(make).toHaveBeenCalledTimes(4)
})

test('what is cleared is made anew', async () => {
  const recent = new Recent<number>(1000, 2)
  let count = 0
  const make = async () => ++count
  await recent.get('a', 0, make)
  recent.clear()
  expect(await recent.get('a', 0, make)).toBe(2)
})

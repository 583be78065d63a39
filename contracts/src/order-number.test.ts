import { expect, test } from 'vitest'
import { orderNumbered } from './order-number.ts'

const orders = ['DD-4719', 'DD-47191', 'A-2035', 'B-2035', 'ORDER-7-1', '8812'].map((id) => ({ id }))

test.each([
  ['DD-4719', 'DD-4719'],
  [' dd-4719 ', 'DD-4719'],
  ['4719', 'DD-4719'],
  ['47191', 'DD-47191'],
  ['8812', '8812'],
  ['2035', undefined],
  ['719', undefined],
  ['71', undefined],
  ['9999', undefined],
])('the number %j is that of %s', (number, id) => {
  expect(orderNumbered(number, orders)?.id).toBe(id)
})

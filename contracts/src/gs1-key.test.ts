import { expect, test } from 'vitest'
import { checkDigit, hasCheckDigit } from './gs1-key.ts'
import { product } from './product.ts'

test('the check digits are those of the keys GS1 prints in its own examples', () => {
  expect(checkDigit('629104150021')).toBe(3)
  expect(hasCheckDigit('04012345111118')).toBe(true)
  expect(hasCheckDigit('4012345000115')).toBe(true)
  expect(hasCheckDigit('040123450000001112')).toBe(true)
  expect(hasCheckDigit('04012345111117')).toBe(false)
})

test('a product with a mistyped GTIN is refused with what its last digit should be', () => {
  const salmon = { id: 'salmon', nameZh: '三文鱼', nameEn: 'Salmon', profile: 'fresh-fish', unit: 'kg' }
  expect(product.safeParse({ ...salmon, gtin: '04012345111118' }).success).toBe(true)
  const { error } = product.safeParse({ ...salmon, gtin: '04012345111181' })
  expect(error?.issues[0]?.message).toBe('the check digit is wrong: after 0401234511118 it would be 7')
})

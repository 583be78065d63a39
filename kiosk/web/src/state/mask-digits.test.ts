import { describe, expect, it } from 'vitest'
import { maskDigits } from './mask-digits.ts'

describe('masking digits', () => {
  it('leaves the last of a row', () => {
    expect(maskDigits('20261120')).toBe('•••••••0')
    expect(maskDigits('订单号 二 九 零 零')).toBe('订单号 •••零')
    expect(maskDigits('order number one two three four')).toBe('order number •••four')
  })

  it('leaves what is no row of digits', () => {
    expect(maskDigits('我要3盒，someone told me')).toBe('我要3盒，someone told me')
    expect(maskDigits('')).toBe('')
  })

  it('finds the rows inside an order’s name', () => {
    expect(maskDigits('SO-2026-0042')).toBe('SO-•••••••2')
  })
})

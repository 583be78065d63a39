import { expect, test } from 'vitest'
import { defaultPolicy } from '../../../../src/compensation/default-policy.ts'
import { fenOf, yuanText } from './money.ts'
import { draftOf, policyOf } from './policy-draft.ts'

test('a policy that nobody touched is read back as it was', () => {
  expect(policyOf(draftOf(defaultPolicy))).toEqual({ policy: defaultPolicy })
})

test.each([
  ['5', 500],
  ['12.5', 1250],
  ['0.29', 29],
  ['¥8', 800],
  ['', null],
  ['-5', null],
  ['1.234', null],
  ['five', null],
])('%j is %s fen', (text, fen) => {
  expect(fenOf(text)).toBe(fen)
})

test('every amount up to a hundred yuan is written and read to the fen', () => {
  for (let fen = 0; fen <= 10_000; fen++) expect(fenOf(yuanText(fen))).toBe(fen)
})

test('what is no figure is told by its field', () => {
  const draft = draftOf(defaultPolicy)
  const [first] = draft.tiers
  if (first === undefined) throw new Error('the default policy has tiers')
  first.from = ''
  first.amount = 'much'
  draft.caps['customerDay.payouts'] = 'x'
  draft.approval.agent = '1,000'
  expect(policyOf(draft)).toEqual({
    faults: [
      { field: 'tiers.0.from', fault: 'number' },
      { field: 'tiers.0.amountFen', fault: 'money' },
      { field: 'caps.customerDay.payouts', fault: 'number' },
      { field: 'approval.agent', fault: 'money' },
    ],
  })
})

test('a coupon has no share and a refund no minimum, whatever still stands in the hidden inputs', () => {
  const draft = draftOf(defaultPolicy)
  const tiers = draft.tiers.map((tier) => ({ ...tier, share: '7', minimum: '9' }))
  const read = policyOf({ ...draft, tiers })
  if (!('policy' in read)) throw new Error('it can be read')
  for (const { form, sharePercent, minimumSpendFen } of read.policy.tiers) {
    expect([sharePercent, minimumSpendFen]).toEqual(form === 'coupon' ? [100, 900] : [7, 0])
  }
})

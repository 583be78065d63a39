import type { Scene } from '@larder/contracts/ticket'
import type { QuestionName } from '../state.ts'

/** What must be known before a case is opened, and what speaks for it. */
export interface FormPlan {
  scene: Scene
  /** Whether an order is proven first; `either` also takes what was bought at the counter. */
  order: 'needed' | 'either' | 'none'
  /** Asked in this order. */
  needs: QuestionName[]
  /** Facts told before the shopper agrees: the trace report, or the promised and real times. */
  evidence: 'trace' | 'delivery' | null
  /** Which of the store's promises is told. */
  promise: 'refund' | 'delivery' | 'freshness' | null
  /** What the magnitude counts, in the measure of the compensation's cause. */
  measure: 'items' | 'lines' | 'minutes-late' | 'percent-missing' | null
}

const items = { measure: 'items' } as const
const plan = (scene: Scene, given: Partial<FormPlan>): FormPlan => ({
  scene,
  order: 'either',
  needs: [],
  evidence: null,
  promise: null,
  measure: null,
  ...given,
})

/** By intent. The twenty scenes of fresh food, other complaints, and what staff do to an order. */
export const plans: Record<string, FormPlan> = {
  'late-delivery': plan('late-delivery', {
    order: 'needed',
    evidence: 'delivery',
    promise: 'delivery',
    measure: 'minutes-late',
  }),
  'not-received': plan('not-received', {
    order: 'needed',
    evidence: 'delivery',
    promise: 'delivery',
    measure: 'lines',
  }),
  'wrong-item': plan('wrong-item', { needs: ['product', 'detail'], ...items }),
  'missing-item': plan('missing-item', { needs: ['product', 'count'], ...items }),
  'packaging-damaged': plan('packaging-damaged', { needs: ['product', 'noticed'], ...items }),
  'crushed-or-leaking': plan('crushed-or-leaking', { needs: ['product', 'noticed'], ...items }),
  spoiled: plan('spoiled', { needs: ['product', 'noticed'], evidence: 'trace', promise: 'freshness', ...items }),
  'warm-on-arrival': plan('warm-on-arrival', {
    order: 'needed',
    needs: ['product', 'noticed'],
    evidence: 'trace',
    promise: 'freshness',
  }),
  'short-weight': plan('short-weight', {
    needs: ['product', 'label-weight', 'found-weight'],
    measure: 'percent-missing',
  }),
  'foreign-object': plan('foreign-object', { needs: ['product', 'detail', 'noticed'], ...items }),
  'past-date': plan('past-date', { needs: ['product', 'noticed'], evidence: 'trace', promise: 'freshness' }),
  'not-as-described': plan('not-as-described', { needs: ['product', 'detail'], ...items }),
  refund: plan('refund', { needs: ['product', 'detail'], promise: 'refund' }),
  return: plan('return', { needs: ['product', 'detail'], promise: 'refund' }),
  exchange: plan('exchange', { needs: ['product', 'detail'], promise: 'refund' }),
  'refund-status': plan('refund-status', { needs: ['noticed'] }),
  'compensation-problem': plan('compensation-problem', { order: 'none', needs: ['detail'] }),
  'wrong-charge': plan('wrong-charge', { needs: ['money', 'detail'] }),
  invoice: plan('invoice', { needs: ['detail'] }),
  'felt-ill': plan('felt-ill', { order: 'none', needs: ['product'] }),
  'other-complaint': plan('other', { order: 'none', needs: ['detail'] }),
  'order-where': plan('other', { order: 'needed' }),
  'order-when': plan('other', { order: 'needed' }),
  'order-change': plan('other', { order: 'needed', needs: ['detail'] }),
  'order-cancel': plan('other', { order: 'needed' }),
}

/** These say little of what is wrong: a better reason takes their place. */
export const general = new Set(['refund', 'other-complaint'])

/** Answered as soon as the order is open. */
export const asksOnly = new Set(['order-where', 'order-when'])

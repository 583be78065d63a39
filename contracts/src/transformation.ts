import { z } from 'zod'
import { instant } from './instant.ts'
import { recordId } from './product.ts'

export const transformationKind = z.enum(['sort', 'repack', 'mix', 'split'])
export const transformationSide = z.enum(['input', 'output'])

/** Weighing rounds: a gram in a tonne creates nothing. */
const rounding = 1e-6

const transformed = z.strictObject({
  side: transformationSide,
  lot: recordId,
  quantity: z.number().positive().max(1_000_000),
})

/**
 * Lots became other lots. Each side has at least one lot, and what comes out is no more than what went in, times the
 * stated yield.
 */
export const transformationInput = z
  .strictObject({
    id: recordId,
    kind: transformationKind,
    at: instant,
    place: z.string().min(1).max(120),
    /** Given where a unit becomes another (kg to packs) or goods gain weight: most that may come out per 100 put in. */
    yieldPercent: z.number().positive().max(1_000_000).optional(),
    note: z.string().max(500).default(''),
    lots: z.array(transformed).min(2).max(500),
  })
  .superRefine(({ lots, yieldPercent = 100 }, context) => {
    for (const side of transformationSide.options) {
      if (lots.some((one) => one.side === side)) continue
      context.addIssue({ code: 'custom', path: ['lots'], message: `name at least one ${side}` })
    }
    lots.forEach(({ lot }, index) => {
      if (lots.findIndex((one) => one.lot === lot) === index) return
      const message = `${lot} stands here twice: a lot is input or output, once; put more of it into one quantity`
      context.addIssue({ code: 'custom', path: ['lots', index, 'lot'], message })
    })
    const [taken, made] = [quantityOf(lots, 'input'), quantityOf(lots, 'output')]
    const most = (taken * yieldPercent) / 100
    if (made <= most * (1 + rounding)) return
    const index = lots.findLastIndex(({ side }) => side === 'output')
    const message = `${made} come out of ${taken}, at most ${most} can: correct the quantities, or state yieldPercent`
    context.addIssue({ code: 'custom', path: ['lots', Math.max(0, index), 'quantity'], message })
  })

export type TransformationKind = z.infer<typeof transformationKind>
export type TransformationSide = z.infer<typeof transformationSide>
export interface Transformation {
  id: string
  kind: TransformationKind
  atMs: number
  place: string
  yieldPercent: number | null
  note: string
  lots: { side: TransformationSide; lot: string; quantity: number }[]
}

export const quantityOf = (lots: Transformation['lots'], side: TransformationSide): number =>
  lots.reduce((sum, one) => sum + (one.side === side ? one.quantity : 0), 0)

import { z } from 'zod'

const column = z.string().min(1)
/** Feature name → column. */
const columns = z.record(z.string().regex(/^[A-Za-z][A-Za-z0-9]*$/, 'use letters and digits'), column)

const sequence = z
  .strictObject({
    /** A column of JSON arrays … */
    column: column.optional(),
    /** … or a run of columns, such as `t0..t23`. */
    columns: z
      .string()
      .regex(/^(\D*)\d+\.\.\1\d+$/, 'write the first and the last column, such as t0..t23')
      .optional(),
    /** A column whose number is taken off every value, such as the limit of the goods. */
    minus: column.optional(),
    /** Values above this count as over: their time and their longest run become features. */
    above: z.number().optional(),
  })
  .refine(({ column, columns }) => (column === undefined) !== (columns === undefined), 'give column or columns')

const rule = z.strictObject({ feature: z.string(), above: z.number(), points: z.number() })

/** Which column of a CSV file is what. */
export const mapping = z.strictObject({
  id: column,
  at: column,
  outcome: z.strictObject({
    column,
    complaint: z.array(z.string()).min(1),
    fine: z.array(z.string()).min(1),
  }),
  /** Given, the customer's earlier complaints become the feature `pastTickets`, counted without looking ahead. */
  customer: column.optional(),
  departedAt: column.optional(),
  deliveredAt: column.optional(),
  complainedAt: column.optional(),
  numbers: columns.default({}),
  categories: columns.default({}),
  stepMinutes: z.number().positive().max(1440).default(15),
  sequences: z.record(z.string().regex(/^[A-Za-z][A-Za-z0-9]*$/), sequence).default({}),
  /** The baseline that staff could apply by hand: points for each feature above its mark. */
  rules: z.array(rule).default([]),
})

export type Mapping = z.infer<typeof mapping>
export type Rule = z.infer<typeof rule>

import { z } from 'zod'
import { checkDigit, hasCheckDigit } from './gs1-key.ts'
import { isProfileName } from './profiles.ts'

/** A GTIN-14 with its check digit; shorter GTINs are padded with zeros on the left. */
export const gtin = z
  .string()
  .regex(/^\d{14}$/, { error: 'a GTIN-14 has 14 digits; write zeros before a shorter one', abort: true })
  .refine(hasCheckDigit, {
    error: ({ input }) => {
      const digits = String(input).slice(0, -1)
      return `the check digit is wrong: after ${digits} it would be ${checkDigit(digits)}`
    },
  })

export const recordId = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'use letters, digits, ".", "_" and "-"')

/** A thing that is sold. `profile` names the limits it is kept under. */
export const product = z.strictObject({
  id: recordId,
  gtin: gtin.optional(),
  nameZh: z.string().min(1).max(120),
  nameEn: z.string().min(1).max(120),
  profile: z.string().refine(isProfileName, 'no profile has this name'),
  unit: z.enum(['kg', 'piece', 'pack']),
})

export type Product = z.infer<typeof product>

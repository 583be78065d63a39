import { z } from 'zod'
import { isProfileName } from './profiles.ts'

export const recordId = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'use letters, digits, ".", "_" and "-"')

/** A thing that is sold. `profile` names the limits it is kept under. */
export const product = z.strictObject({
  id: recordId,
  gtin: z
    .string()
    .regex(/^\d{14}$/, 'a GTIN-14 has 14 digits')
    .optional(),
  nameZh: z.string().min(1).max(120),
  nameEn: z.string().min(1).max(120),
  profile: z.string().refine(isProfileName, 'no profile has this name'),
  unit: z.enum(['kg', 'piece', 'pack']),
})

export type Product = z.infer<typeof product>

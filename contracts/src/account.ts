import { z } from 'zod'

/** What a person may do; each role may do all that stands before it, but `agent` stands beside `staff`. */
export const role = z.enum(['staff', 'agent', 'manager', 'administrator'])

export const accountName = z
  .string()
  .regex(/^[a-z][a-z0-9._-]{1,39}$/, 'use 2 to 40 of a-z, 0-9, ".", "_" and "-", starting with a letter')

export const signInInput = z.strictObject({ name: accountName, password: z.string().min(1).max(200) })
export const accountInput = z.strictObject({ name: accountName, role, password: z.string().min(12).max(200) })

export const accountView = z.object({ name: accountName, role, disabled: z.boolean() })

export type Role = z.infer<typeof role>
export type AccountView = z.infer<typeof accountView>

import { z } from 'zod'
import { accountName, role } from './account.ts'
import { language } from './language.ts'
import type { Scene } from './ticket.ts'

/** What an agent is good at, in kinds of trouble: fewer to choose from than scenes, and nobody learns twenty-one. */
export const sceneGroup = z.enum(['delivery', 'goods', 'safety', 'money', 'other'])

export const groupOf: Record<Scene, SceneGroup> = {
  'late-delivery': 'delivery',
  'not-received': 'delivery',
  'wrong-item': 'delivery',
  'missing-item': 'delivery',
  'packaging-damaged': 'goods',
  'crushed-or-leaking': 'goods',
  spoiled: 'goods',
  'warm-on-arrival': 'goods',
  'short-weight': 'goods',
  'past-date': 'goods',
  'not-as-described': 'goods',
  'foreign-object': 'safety',
  'felt-ill': 'safety',
  refund: 'money',
  return: 'money',
  exchange: 'money',
  'refund-status': 'money',
  'compensation-problem': 'money',
  'wrong-charge': 'money',
  invoice: 'money',
  other: 'other',
}

/** `PUT`-like: what is sent replaces what was known of the account. */
export const agentSkillInput = z.strictObject({
  languages: z.array(language).max(8),
  groups: z.array(sceneGroup).max(sceneGroup.options.length),
  available: z.boolean(),
})
export const availabilityInput = z.strictObject({ available: z.boolean() })

/** An account that may be given tickets. Without a language or a group it gets none by itself. */
export const agentSkillView = z.object({
  account: accountName,
  role,
  languages: z.array(language),
  groups: z.array(sceneGroup),
  available: z.boolean(),
  /** Tickets that are its own and not settled. */
  load: z.number().int(),
})

export type SceneGroup = z.infer<typeof sceneGroup>
export type AgentSkillInput = z.infer<typeof agentSkillInput>
export type AgentSkillView = z.infer<typeof agentSkillView>

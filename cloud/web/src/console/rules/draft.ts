import type { Phase } from '@larder/contracts/phase'
import type { Profile } from '@larder/contracts/profile'

/** A profile as it stands in the form: text by the path of its field; '' where nothing is given. */
export type Draft = Record<string, string>

export const sideFields = [
  'warnCelsius',
  'warnDelayMinutes',
  'limitCelsius',
  'limitDelayMinutes',
  'limitTotalMinutes',
] as const
export const sides = ['high', 'low'] as const
export const phases = ['origin', 'transit', 'storage', 'cabinet'] as const satisfies readonly Phase[]

/** Every text and figure of the profile by its dotted path. */
export function draftOf(profile: Profile): Draft {
  const draft: Draft = {}
  const enter = (value: unknown, path: string): void => {
    if (typeof value === 'string' || typeof value === 'number') draft[path] = String(value)
    else if (typeof value === 'object' && value !== null) {
      for (const [name, part] of Object.entries(value)) enter(part, path === '' ? name : `${path}.${name}`)
    }
  }
  const { shelfLife, ...rest } = profile
  enter(rest, '')
  if (shelfLife !== null) enter({ ...shelfLife, spoilage: undefined }, 'shelfLife')
  return draft
}

/** What the form says, to be checked by the server: what is empty is left out, and the shelf life's model stays. */
export function profileOf(draft: Draft, base: Profile): Profile {
  const result: Record<string, unknown> = {}
  for (const [path, text] of Object.entries(draft)) {
    if (text.trim() !== '') put(result, path.split('.'), path.startsWith('name.') ? text.trim() : Number(text))
  }
  const target = (result.targetCelsius ?? {}) as Record<string, number>
  const shelfLife = base.shelfLife && { ...base.shelfLife, ...(result.shelfLife as object | undefined) }
  return { ...result, targetCelsius: [target[0] ?? null, target[1] ?? null], shelfLife } as unknown as Profile
}

function put(into: Record<string, unknown>, [name = '', ...rest]: string[], value: unknown): void {
  if (rest.length === 0) {
    into[name] = value
    return
  }
  const inner = (into[name] ?? {}) as Record<string, unknown>
  into[name] = inner
  put(inner, rest, value)
}

/** Whether any field below this path is given: then those that belong together must be. */
export const isGiven = (draft: Draft, prefix: string): boolean =>
  Object.entries(draft).some(([path, text]) => path.startsWith(`${prefix}.`) && text !== '')

/** The form without anything below this path. */
export const without = (draft: Draft, prefix: string): Draft =>
  Object.fromEntries(Object.entries(draft).filter(([path]) => !path.startsWith(`${prefix}.`)))

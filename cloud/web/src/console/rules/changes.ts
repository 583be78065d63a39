import type { Profile } from '@larder/contracts/profile'
import { draftOf } from './draft.ts'

export interface FieldChange {
  path: string
  from: string | undefined
  to: string | undefined
}

/** The fields in which two versions of a profile differ; of a new one, nothing: all of it is new. */
export function changesBetween(before: Profile | null, after: Profile | null): FieldChange[] {
  if (before === null || after === null) return []
  const [old, now] = [draftOf(before), draftOf(after)]
  const every = [...new Set([...Object.keys(old), ...Object.keys(now)])]
  return every.filter((path) => old[path] !== now[path]).map((path) => ({ path, from: old[path], to: now[path] }))
}

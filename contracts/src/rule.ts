import { z } from 'zod'
import type { Profile } from './profile.ts'
import { profile } from './profile.ts'

const why = z.string().trim().min(3).max(500)
/** The version its editor saw; 0 of a profile nobody has edited yet. */
const version = z.number().int().nonnegative()

/** `POST /api/rules/{name}` */
export const ruleInput = z.strictObject({ profile, version, why })

/** `POST /api/rules/{name}/reset` */
export const ruleResetInput = z.strictObject({ version, why })

/** One edit of a profile. */
export interface RuleVersion {
  version: number
  by: string
  why: string
  atMs: number
  /** Null where it went back to the built-in values, or a shop's own was removed. */
  profile: Profile | null
}

/** One profile in force, with what names it. */
export interface RuleView {
  name: string
  builtIn: boolean
  profile: Profile
  /** The newest edit; null where nobody ever edited it. */
  edited: Omit<RuleVersion, 'profile'> | null
  assets: { site: string; asset: string }[]
  products: number
}

/** `GET /api/rules/{name}` */
export interface RuleDetail extends RuleView {
  /** The built-in values; null of a shop's own. */
  default: Profile | null
  /** Newest first. */
  history: RuleVersion[]
}

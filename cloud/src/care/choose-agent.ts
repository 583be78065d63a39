import type { SceneGroup } from '@larder/contracts/agent-skill'
import type { Language } from '@larder/contracts/language'

export interface Candidate {
  account: string
  languages: readonly Language[]
  groups: readonly SceneGroup[]
  available: boolean
  /** Open tickets of its own. */
  load: number
}

export interface Need {
  group: SceneGroup
  /** Null where nobody knows: whoever has the group can begin. */
  language: Language | null
}

/** The available one with the skill and the least to do; of equals the first by name. */
export function chooseAgent({ group, language }: Need, candidates: readonly Candidate[]): string | null {
  const fitting = candidates.filter(
    (one) => one.available && one.groups.includes(group) && (language === null || one.languages.includes(language)),
  )
  const [first] = fitting.sort((a, b) => a.load - b.load || (a.account < b.account ? -1 : 1))
  return first?.account ?? null
}

/** One order or consignment as it is known at one moment: what a model may look at, and what came of it. */
export interface RiskCase {
  id: string
  atMs: number
  numbers: Record<string, number | null>
  categories: Record<string, string | null>
  /** Oldest first, one value for each step, null where nothing was seen. All channels begin at `departedAtMs`. */
  sequences: Record<string, (number | null)[]>
  departedAtMs: number
  deliveredAtMs: number | null
}

/** A case whose outcome is known. */
export interface PastCase extends RiskCase {
  complained: boolean
  complainedAtMs: number | null
}

/** What was followed over time: its name, and above which value it counts as over. */
export interface Channel {
  name: string
  above: number | null
}

/** What the cases of one history have in common. */
export interface CaseSchema {
  numbers: string[]
  categories: string[]
  channels: Channel[]
  stepMinutes: number
}

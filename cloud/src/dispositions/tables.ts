import type { Disposition } from '@larder/contracts/disposition'
import type { HaccpEntry } from '@larder/contracts/haccp'

export interface DispositionTables {
  disposition: Disposition & { ordinal: number }
  /** A lot's newest disposition, where it ever had one; `version` is that one's ordinal. */
  lotState: { lot: string; decision: Disposition['decision']; sinceMs: number; version: number }
  haccpEntry: Omit<HaccpEntry, 'late'>
  /** `actions` is the cause's own list, in JSON; a cause that is not here has the default one. */
  correctiveAction: { cause: string; actions: string }
}

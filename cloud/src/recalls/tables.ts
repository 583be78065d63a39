import type { Recall } from '@larder/contracts/standing'

export interface RecallTables {
  recall: Recall
  /** `report` is the drill as it is answered, in JSON. */
  recallDrill: { id: string; lot: string; startedAtMs: number; finishedAtMs: number | null; report: string }
}

import type { Compensation } from '@larder/contracts/compensation'

export interface CompensationTables {
  /** `policy` is JSON text. The version that applies is the highest. */
  compensationPolicy: { version: number; policy: string; by: string; why: string; atMs: number }
  compensation: Omit<Compensation, 'evidence'> & {
    /** Order and cause, null once voided: unique, so that nothing is paid twice. */
    liveKey: string | null
    /** Whom the caps count it for. */
    customerKey: string
    evidence: string
  }
  /** One row. Whoever proposes writes it first: what the caps count then stands still until the proposal does. */
  compensationHead: { id: number; turn: number }
}

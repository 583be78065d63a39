import type { Assessment } from '@larder/contracts/recognition'

export interface RecognitionTables {
  recognitionAssessment: Assessment
  /** One row, `id` 1. */
  recognitionSetting: { id: number; enabled: number; by: string; atMs: number }
  /** What each kiosk told last, as JSON. */
  recognitionFigures: { kiosk: string; atMs: number; figures: string }
  /** Receipts that the audit log has. */
  recognitionReceipt: { id: string; kiosk: string; atMs: number }
}

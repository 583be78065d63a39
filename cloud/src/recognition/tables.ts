import type { Assessment } from '@larder/contracts/recognition'

export interface RecognitionTables {
  recognitionAssessment: Assessment
  /** One row, `id` 1. */
  recognitionSetting: { id: number; enabled: number; by: string; atMs: number }
  /** What each kiosk told last, as JSON. */
  recognitionFigures: { kiosk: string; atMs: number; figures: string }
  faceErasure: { id: string; member: string; by: string; why: string; atMs: number }
  /** `doneAtMs` null: that kiosk has not said yet that it is done. */
  faceErasureAt: { erasure: string; kiosk: string; doneAtMs: number | null; shots: number | null }
  /** Receipts that the audit log has. */
  recognitionReceipt: { id: string; kiosk: string; atMs: number }
}

import type { QuarantineReason } from '@larder/contracts/quarantine'
import type { Sample } from '../journal/journal.ts'

/** What a source hands over unparsed. */
export interface Message {
  topic: string
  payload: Uint8Array
}

/** What is kept aside instead of being used. `excerpt` is cut to 2,000 characters. */
export interface Rejection {
  source: string
  reason: QuarantineReason
  detail: string
  excerpt: string
}

/** What one message turned out to hold. */
export interface Parsed {
  samples: Sample[]
  rejections: Rejection[]
}

export const excerptLength = 2000

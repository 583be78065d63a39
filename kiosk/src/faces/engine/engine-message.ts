import type { Care, FaceReading } from '../read-faces.ts'

/** What passes between a room and its face engine's process, by structured clone. */
export interface EngineRequest {
  id: number
  bytes: Uint8Array
  care: Care
}

export interface TimedReading extends FaceReading {
  /** Processor time of the engine's process, from bytes to descriptor. */
  cpuMs: number
}

export type EngineAnswer =
  | { kind: 'ready' }
  | { kind: 'read'; id: number; reading: TimedReading }
  | { kind: 'refused'; id: number; why: string }

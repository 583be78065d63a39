import type { Desk } from '@larder/assistant/mind/desk'
import type { Answer, Asked } from '@larder/assistant/mind/mind'
import type { Language } from '@larder/contracts/language'
import type { StoreCopy, TraceBrief } from '@larder/contracts/store-copy'

/** What the desk does for the mind from another process: all but what a copy and a clock tell. */
export type DeskCalls = Pick<Desk, 'openOrder' | 'trace' | 'openTicket' | 'handOff'>

/** What is asked of the mind: an answer, or what it says first about a report. */
export type MindTask =
  | { kind: 'answer'; asked: Asked }
  | { kind: 'greet'; language: Language; about: { brief: TraceBrief; url: string | null } | null }

/** To the mind's process. A copy is sent when it changed; a model once for each language. */
export type ToMind =
  | { kind: 'copy'; site: string; copy: StoreCopy }
  | { kind: 'model'; language: Language; packed: Uint8Array }
  | { kind: 'task'; id: number; site: string; nowMs: number; task: MindTask }
  | { kind: 'desk-answer'; call: number; value: unknown }
  | { kind: 'desk-failed'; call: number; message: string }

/** From the mind's process. */
export type FromMind =
  | { kind: 'desk'; task: number; call: number; method: keyof DeskCalls; argument: unknown }
  | { kind: 'done'; id: number; answer: Answer }
  | { kind: 'failed'; id: number; message: string }

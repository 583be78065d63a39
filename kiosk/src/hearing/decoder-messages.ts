import type { Language } from '@larder/contracts/language'
import type { Grammar } from './grammar.ts'
import type { ModelFolder } from './model-folder.ts'
import type { Transcript } from './transcript.ts'

/** What a decoder's worker is started with. */
export interface DecoderWork {
  language: Language
  model: ModelFolder
}

export type ToDecoder =
  | { kind: 'open'; session: number; grammar: Grammar | null }
  | { kind: 'audio'; session: number; samples: Int16Array<ArrayBuffer> }
  | { kind: 'finish'; session: number }
  | { kind: 'drop'; session: number }

export type FromDecoder =
  | { kind: 'loaded'; loadMs: number }
  | { kind: 'heard'; session: number; samples: number; partial: string }
  | { kind: 'final'; session: number; outcome: Outcome }
  | { kind: 'failed'; session: number; message: string }

/** An utterance's end, as the worker tells it. */
export interface Outcome {
  transcript: Transcript
  /** What the grammar's own recogniser made of it, and whether that is one of the listed phrases. */
  grammar: { text: string; accepted: boolean } | null
  /** Processor time of decoding. */
  decodeMs: number
  warnings: string[]
}

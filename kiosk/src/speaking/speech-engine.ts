import type { Language } from '@larder/contracts/language'

export interface SpeechChunk {
  samples: Int16Array<ArrayBuffer>
  rateHz: number
}

export interface SpeechRequest {
  language: Language
  /** 1 is the voice's usual speed; 0.5 to 2. */
  speed: number
  /** Aborting ends the chunks at once and the synthesis soon after. */
  signal?: AbortSignal | undefined
}

/** Makes sound of a sentence in words. Synthesis begins with the call, so that a sentence can be made while another is heard. */
export interface SpeechEngine {
  /** As cached sound is filed under. */
  readonly name: string
  /** Ends early, without an error, when the signal aborts; rejects when the engine fails. */
  speak(sentence: string, request: SpeechRequest): AsyncIterable<SpeechChunk>
  stop(): Promise<void>
}

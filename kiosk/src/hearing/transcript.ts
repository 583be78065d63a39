import type { Language } from '@larder/contracts/language'

export interface HeardWord {
  word: string
  startMs: number
  endMs: number
  /** 0 to 1, the share of the lattice's weight that goes through this word. */
  confidence: number
}

/** What one recogniser made of an utterance; times count from its first sample. */
export interface Transcript {
  /** Words with spaces as the model's words.txt writes them. */
  spaced: string
  words: HeardWord[]
}

interface VoskResult {
  text?: string
  result?: { word: string; start: number; end: number; conf: number }[]
}

export function parseResult(json: string): Transcript {
  const { text = '', result = [] } = JSON.parse(json) as VoskResult
  const ms = (seconds: number) => Math.round(seconds * 1000)
  const words = result.map(({ word, start, end, conf }) => ({
    word,
    startMs: ms(start),
    endMs: ms(end),
    confidence: Math.min(1, Math.round(conf * 1000) / 1000),
  }))
  return { spaced: text, words }
}

export const parsePartial = (json: string): string => (JSON.parse(json) as { partial?: string }).partial ?? ''

/** Where the library ended a piece inside the utterance, the pieces are one utterance all the same. */
export function joinTranscripts(pieces: Transcript[]): Transcript {
  const spaced = pieces.map((piece) => piece.spaced).filter((text) => text !== '')
  return { spaced: spaced.join(' '), words: pieces.flatMap(({ words }) => words) }
}

/** The words that began by then: sound that was under way when an utterance ended is not part of it. */
export function startedBy({ words }: Transcript, endMs: number): Transcript {
  const started = words.filter(({ startMs }) => startMs < endMs)
  return { spaced: started.map(({ word }) => word).join(' '), words: started }
}

/** As people write it: Chinese without the spaces between its words. */
export function written(spaced: string, language: Language): string {
  return language === 'zh' ? spaced.replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '') : spaced
}

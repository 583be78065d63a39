import { termsOf, wordsOf } from './terms.ts'

/** A text as numbers: the indexes of its known terms and their weights. */
export interface Vector {
  indexes: Int32Array
  values: Float32Array
}

/** The terms a model knows, by their hash, with their inverse document frequency and kind. */
export interface Vocabulary {
  hashes: Int32Array
  inverseFrequencies: Float32Array
  /** 0 a word term, 1 a character term. */
  kinds: Uint8Array
}

/** Terms found in fewer lines than `least` are left out: they carry more size than meaning. */
export function learnVocabulary(texts: string[], least: number): Vocabulary {
  const counts = new Map<number, number>()
  const kindOf = new Map<number, number>()
  for (const text of texts) {
    const seen = new Set<number>()
    termsOf(wordsOf(text), (hash, kind) => {
      if (seen.has(hash)) return
      seen.add(hash)
      counts.set(hash, (counts.get(hash) ?? 0) + 1)
      kindOf.set(hash, kind)
    })
  }
  const kept = [...counts].filter(([, count]) => count >= least)
  return {
    hashes: Int32Array.from(kept, ([hash]) => hash),
    inverseFrequencies: Float32Array.from(kept, ([, count]) => Math.log((1 + texts.length) / (1 + count)) + 1),
    kinds: Uint8Array.from(kept, ([hash]) => kindOf.get(hash) as number),
  }
}

/** Of the word part and the character part; chosen on CLINC150's validation lines. */
const lengths = [0.9, 1.1]

/** Turns texts into vectors: sublinear tf-idf, the word terms and the character terms each of their own length. */
export class Vectoriser {
  readonly size: number
  private readonly vocabulary: Vocabulary
  private readonly slots: Int32Array
  private readonly mask: number
  private readonly counts: Uint16Array

  constructor(vocabulary: Vocabulary) {
    this.vocabulary = vocabulary
    this.size = vocabulary.hashes.length
    const capacity = 2 ** Math.ceil(Math.log2(Math.max(4, this.size * 2)))
    this.slots = new Int32Array(capacity).fill(-1)
    this.mask = capacity - 1
    this.counts = new Uint16Array(this.size)
    vocabulary.hashes.forEach((hash, index) => {
      let slot = hash & this.mask
      while (this.slots[slot] !== -1) slot = (slot + 1) & this.mask
      this.slots[slot] = index
    })
  }

  vector(text: string): Vector {
    return this.vectorOfWords(wordsOf(text))
  }

  vectorOfWords(words: string[]): Vector {
    const found: number[] = []
    termsOf(words, (hash) => {
      const index = this.indexOf(hash)
      if (index < 0) return
      if (this.counts[index] === 0) found.push(index)
      this.counts[index] = (this.counts[index] as number) + 1
    })
    const indexes = Int32Array.from(found)
    const values = new Float32Array(indexes.length)
    const squares = [0, 0]
    for (let at = 0; at < indexes.length; at += 1) {
      const index = indexes[at] as number
      const value = (1 + Math.log(this.counts[index] as number)) * (this.vocabulary.inverseFrequencies[index] as number)
      this.counts[index] = 0
      values[at] = value
      const kind = this.vocabulary.kinds[index] as number
      squares[kind] = (squares[kind] as number) + value * value
    }
    const scales = squares.map((square, kind) => (square > 0 ? (lengths[kind] as number) / Math.sqrt(square) : 0))
    for (let at = 0; at < indexes.length; at += 1) {
      values[at] = (values[at] as number) * (scales[this.vocabulary.kinds[indexes[at] as number] as number] as number)
    }
    return { indexes, values }
  }

  indexOf(hash: number): number {
    let slot = hash & this.mask
    for (;;) {
      const index = this.slots[slot] as number
      if (index < 0 || this.vocabulary.hashes[index] === hash) return index
      slot = (slot + 1) & this.mask
    }
  }
}

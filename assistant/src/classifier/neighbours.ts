import type { Vector } from './vocabulary.ts'

/** The lines a model learned from, each by its most telling terms, to ask how near a new text is to any of them. */
export interface Neighbours {
  /** `telling` terms a line, -1 where a line has fewer. */
  terms: Int32Array
  /** Weights of those terms in 1/127; each line has length one. */
  weights: Int8Array
  labels: Int32Array
}

const telling = 12

export function learnNeighbours(vectors: Vector[], labels: ArrayLike<number>): Neighbours {
  const terms = new Int32Array(vectors.length * telling).fill(-1)
  const weights = new Int8Array(vectors.length * telling)
  vectors.forEach(({ indexes, values }, line) => {
    const best = Array.from(indexes, (_, at) => at)
      .sort((a, b) => (values[b] as number) - (values[a] as number))
      .slice(0, telling)
    const length = Math.sqrt(best.reduce((sum, at) => sum + (values[at] as number) ** 2, 0))
    best.forEach((at, rank) => {
      terms[line * telling + rank] = indexes[at] as number
      weights[line * telling + rank] = Math.round((127 * (values[at] as number)) / length)
    })
  })
  return { terms, weights, labels: Int32Array.from(labels) }
}

export interface Nearness {
  /** Cosine with the nearest line, 0 to 1. */
  best: number
  /** The same with the nearest line of the class asked about. */
  ofClass: number
}

/** An inverted index over the lines: only those that share a term with the text are looked at. */
export class NeighbourIndex {
  private readonly neighbours: Neighbours
  private readonly starts: Int32Array
  private readonly lines: Int32Array
  private readonly weights: Int8Array
  private readonly similarities: Float32Array

  constructor(neighbours: Neighbours, terms: number) {
    this.neighbours = neighbours
    this.starts = new Int32Array(terms + 1)
    for (const term of neighbours.terms) if (term >= 0) this.starts[term + 1] = (this.starts[term + 1] as number) + 1
    for (let term = 0; term < terms; term += 1) {
      this.starts[term + 1] = (this.starts[term + 1] as number) + (this.starts[term] as number)
    }
    const next = this.starts.slice()
    this.lines = new Int32Array(this.starts[terms] as number)
    this.weights = new Int8Array(this.lines.length)
    neighbours.terms.forEach((term, at) => {
      if (term < 0) return
      const slot = next[term] as number
      next[term] = slot + 1
      this.lines[slot] = Math.floor(at / telling)
      this.weights[slot] = neighbours.weights[at] as number
    })
    this.similarities = new Float32Array(neighbours.labels.length)
  }

  nearness({ indexes, values }: Vector, label: number): Nearness {
    const { similarities, neighbours } = this
    similarities.fill(0)
    let square = 0
    for (let at = 0; at < indexes.length; at += 1) {
      const term = indexes[at] as number
      const value = values[at] as number
      square += value * value
      for (let slot = this.starts[term] as number; slot < (this.starts[term + 1] as number); slot += 1) {
        const line = this.lines[slot] as number
        similarities[line] = (similarities[line] as number) + value * (this.weights[slot] as number)
      }
    }
    let best = 0
    let ofClass = 0
    for (let line = 0; line < similarities.length; line += 1) {
      const similarity = similarities[line] as number
      if (similarity > best) best = similarity
      if (similarity > ofClass && neighbours.labels[line] === label) ofClass = similarity
    }
    const scale = square > 0 ? 1 / (127 * Math.sqrt(square)) : 0
    return { best: best * scale, ofClass: ofClass * scale }
  }
}

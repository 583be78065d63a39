import { softmax } from './mlp.ts'
import type { Blend, Model } from './model.ts'
import { NeighbourIndex } from './neighbours.ts'
import { activate, multiply } from './quantised.ts'
import { wordsOf, wordTerm } from './terms.ts'
import { type Vector, Vectoriser } from './vocabulary.ts'

/** What the models say of one text, before any of it is weighed. */
export interface Scores {
  words: string[]
  vector: Vector
  svm: Float32Array
  /** Log probabilities by network. */
  networks: Float32Array[]
  /** Log of the sum of each network's exponentials: small where nothing is known of a text. */
  energies: number[]
}

/** What is known of a text's first intent. */
export interface Signals {
  probabilities: Float32Array
  first: number
  /** For the two judges of scope and of rightness. */
  features: number[]
}

export class Scorer {
  private readonly model: Pick<Model, 'labels' | 'vocabulary' | 'svm' | 'networks' | 'neighbours'>
  private readonly vectoriser: Vectoriser
  private readonly neighbours: NeighbourIndex
  private readonly units: Float32Array

  constructor(model: Pick<Model, 'labels' | 'vocabulary' | 'svm' | 'networks' | 'neighbours'>) {
    this.model = model
    this.vectoriser = new Vectoriser(model.vocabulary)
    this.neighbours = new NeighbourIndex(model.neighbours, this.vectoriser.size)
    this.units = new Float32Array(model.networks[0]?.inner.columns ?? 0)
  }

  scores(text: string): Scores {
    const words = wordsOf(text)
    const vector = this.vectoriser.vectorOfWords(words)
    const classes = this.model.labels.length
    const svm = new Float32Array(classes)
    multiply(svm, this.model.svm, vector)
    const energies: number[] = []
    const networks = this.model.networks.map((network) => {
      const outputs = new Float32Array(classes)
      activate(outputs, this.units, network, vector)
      const energy = logSumExp(outputs)
      energies.push(energy)
      return outputs.map((output) => output - energy)
    })
    return { words, vector, svm, networks, energies }
  }

  signals(scores: Scores, blend: Blend): Signals {
    const probabilities = blended(scores, blend)
    const [first, second] = firstTwo(probabilities)
    const most = probabilities[first] as number
    const next = second < 0 ? 0 : (probabilities[second] as number)
    const near = this.neighbours.nearness(scores.vector, first)
    const known = scores.words.filter((word) => this.vectoriser.indexOf(wordTerm(word)) >= 0).length
    const count = scores.words.length
    const features = [
      Math.log((most + 1e-6) / (1 - most + 1e-6)),
      Math.log((most + 1e-6) / (next + 1e-6)),
      entropy(probabilities),
      scores.svm[first] as number,
      second < 0 ? 0 : (scores.svm[second] as number),
      logSumExp(scores.svm.map((score) => 3 * score)),
      near.best,
      near.ofClass,
      count > 0 ? 1 - known / count : 1,
      Math.log(1 + count),
    ]
    if (scores.networks.length > 0) {
      const agreeing = scores.networks.filter((network) => indexOfMost(network) === first).length
      features.push(agreeing + (indexOfMost(scores.svm) === first ? 1 : 0))
      features.push(Math.min(...scores.networks.map((network) => Math.exp(network[first] as number))))
      features.push(scores.energies.reduce((sum, energy) => sum + energy, 0) / scores.energies.length)
    }
    return { probabilities, first, features }
  }
}

export function blended({ svm, networks }: Scores, blend: Blend): Float32Array {
  const share = networks.length > 0 ? blend.network / networks.length : 0
  const probabilities = svm.map((score, label) => {
    let sum = blend.svm * score
    for (const network of networks) sum += share * (network[label] as number)
    return sum
  })
  softmax(probabilities)
  return probabilities
}

export function indexOfMost(values: Float32Array): number {
  let best = 0
  for (let index = 1; index < values.length; index += 1) {
    if ((values[index] as number) > (values[best] as number)) best = index
  }
  return best
}

function firstTwo(values: Float32Array): [number, number] {
  const first = indexOfMost(values)
  let second = -1
  for (let index = 0; index < values.length; index += 1) {
    if (index !== first && (second < 0 || (values[index] as number) > (values[second] as number))) second = index
  }
  return [first, second]
}

function logSumExp(values: Float32Array): number {
  const most = values[indexOfMost(values)] as number
  let sum = 0
  for (const value of values) sum += Math.exp(value - most)
  return most + Math.log(sum)
}

const entropy = (probabilities: Float32Array): number =>
  -probabilities.reduce((sum, probability) => (probability > 0 ? sum + probability * Math.log(probability) : sum), 0)

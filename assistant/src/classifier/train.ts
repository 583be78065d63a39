import { judge } from './judge.ts'
import { trainMlp } from './mlp.ts'
import type { Model } from './model.ts'
import { learnNeighbours } from './neighbours.ts'
import { quantiseMlp, quantiseSvm } from './quantised.ts'
import { randomFrom, shuffle } from './random.ts'
import { Scorer } from './scorer.ts'
import { trainSvm } from './svm.ts'
import { learnVocabulary, Vectoriser } from './vocabulary.ts'

/** A text and what it means; intent null is out of scope. */
export interface Line {
  text: string
  intent: string | null
}

export interface TrainingLines {
  lines: Line[]
  validation: Line[]
}

export interface TrainingOptions {
  svmOnly: boolean
  seed: number
  /** Told what is being done. */
  say?(step: string): void
}

/** Fewer lines to judge by than this, and a fifth of the training lines is held back to judge by as well. */
const leastToJudge = 100
const cost = 2
const svmPasses = 7
const networks = 2
const network = { hidden: 128, passes: 15, rate: 0.07, dropTerms: 0.5, dropUnits: 0.3, smoothing: 0.1 }

/**
 * Learns the lines, weighs the models on the validation lines, then learns both together: the weighing is kept, and the
 * validation lines' words are not lost.
 */
export function train(given: TrainingLines, options: TrainingOptions): Model {
  const say = options.say ?? (() => {})
  const { lines, validation } = divide(given, options.seed)
  const known = lines.filter(inScope)
  const labels = [...new Set(known.map(({ intent }) => intent))].sort()
  const labelOf = new Map(labels.map((intent, label) => [intent, label]))
  say(`learning ${known.length} lines of ${labels.length} intents`)
  const first = learn(known, labels, options)
  const outside = [...lines, ...validation].filter(({ intent }) => intent === null)
  const judging = validation.filter(inScope).filter(({ intent }) => labelOf.has(intent))
  const heard: Line[] = [...judging, ...outside]
  say(`judging by ${judging.length} lines and ${outside.length} out of scope`)
  const judged = judge(
    new Scorer(first),
    heard.map(({ text }) => text),
    heard.map(({ intent }) => (intent === null ? -1 : (labelOf.get(intent) as number))),
    options.seed,
  )
  say(`learning all ${known.length + judging.length} lines`)
  return { ...learn([...known, ...judging], labels, options), ...judged }
}

type Known = Line & { intent: string }
const inScope = (line: Line): line is Known => line.intent !== null

/** Every fifth line of each intent goes over to the validation lines where those are few. */
function divide({ lines, validation }: TrainingLines, seed: number): TrainingLines {
  if (validation.filter(inScope).length >= leastToJudge) return { lines, validation }
  const met = new Map<string | null, number>()
  const moved = new Set(
    shuffle([...lines], randomFrom(seed)).filter(({ intent }) => {
      const count = (met.get(intent) ?? 0) + 1
      met.set(intent, count)
      return intent !== null && count % 5 === 0
    }),
  )
  return { lines: lines.filter((line) => !moved.has(line)), validation: [...validation, ...moved] }
}

function learn(lines: Known[], labels: string[], { svmOnly, seed }: TrainingOptions) {
  const texts = lines.map(({ text }) => text)
  const vocabulary = learnVocabulary(texts, lines.length > 2000 ? 2 : 1)
  const vectoriser = new Vectoriser(vocabulary)
  const vectors = texts.map((text) => vectoriser.vector(text))
  const labelOf = new Map(labels.map((intent, label) => [intent, label]))
  const targets = lines.map(({ intent }) => labelOf.get(intent) as number)
  const shape = { classes: labels.length, terms: vectoriser.size }
  const svm = trainSvm(vectors, targets, { ...shape, cost, passes: svmPasses, seed })
  const mlps = Array.from({ length: svmOnly ? 0 : networks }, (_, index) =>
    quantiseMlp(
      trainMlp(vectors, targets, { ...shape, ...network, passes: passesFor(lines.length), seed: seed + index }),
    ),
  )
  return {
    labels,
    vocabulary,
    svm: quantiseSvm(svm),
    networks: mlps,
    neighbours: learnNeighbours(vectors, targets),
  }
}

/** Small sets need more passes for as many steps. */
const passesFor = (lines: number): number => Math.min(60, Math.max(network.passes, Math.round(120_000 / lines)))

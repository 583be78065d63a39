import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Classifier } from '@larder/assistant/classifier/classifier'
import { evaluate } from '@larder/assistant/classifier/evaluate'
import { parseLines } from '@larder/assistant/classifier/line-file'
import { encodeModel } from '@larder/assistant/classifier/model-file'
import { randomFrom, shuffle } from '@larder/assistant/classifier/random'
import { type Line, train } from '@larder/assistant/classifier/train'
import { judgeAgainstFrozen } from '@larder/assistant/learning/gate'
import { learnIntents } from '@larder/assistant/learning/learn'
import { type Language, languages } from '@larder/contracts/language'
import type { Bench, BenchRow } from './row.ts'

const folder = join(import.meta.dirname, '../../shared/data/nlu/clinc150')
const seed = 1

/**
 * CLINC150. The first ten of each intent's twenty validation lines are given to us to judge by (neighbours in the file
 * resemble each other, so not every second one), with the out-of-scope lines of
 * the training set; the other half and the out-of-scope lines of the validation set are seen by nobody before.
 * nlp.js learns the same lines, ours to judge by included, shuffled (it depends on their order).
 */
const bench: Bench = async (report) => {
  for (const language of languages) measureRelearning(language, report)
  if (!existsSync(folder)) {
    console.warn('  CLINC150 is not here (../shared/data/nlu/clinc150): nothing measured')
    return
  }
  const lines = read('train')
  const validation = read('val')
  const given = validation.filter((_, at) => at % 20 < 10)
  const unseen = [...validation.filter((_, at) => at % 20 >= 10), ...read('out-of-scope-val')]
  const judging = [...given, ...read('out-of-scope-train')]
  for (const svmOnly of [true, false]) measureOurs({ lines, judging, unseen, svmOnly }, report)
  await measureNlpJs([...lines, ...given], unseen, report)
}

/** What publishing an article costs, and how many of the frozen lines are understood by what it gives. */
function measureRelearning(language: Language, report: (row: BenchRow) => void): void {
  const began = performance.now()
  const model = learnIntents({ language, products: [], articles: [], extra: [], svmOnly: true })
  const seconds = (performance.now() - began) / 1000
  const { accuracy, coverage, confidentAccuracy } = judgeAgainstFrozen(model, language)
  report({ name: `kiosk, ${language}: learned again, SVM alone`, value: seconds, unit: 's', target: { most: 10 } })
  report({ name: `kiosk, ${language}: frozen lines understood`, value: 100 * accuracy, unit: '%' })
  report({ name: `kiosk, ${language}: answered from 0.70 on`, value: 100 * coverage, unit: '%' })
  report({ name: `kiosk, ${language}: right of those`, value: 100 * (confidentAccuracy ?? 0), unit: '%' })
}

const read = (name: string): Line[] => parseLines(readFileSync(join(folder, `${name}.jsonl`), 'utf8'))

function measureOurs(
  { lines, judging, unseen, svmOnly }: { lines: Line[]; judging: Line[]; unseen: Line[]; svmOnly: boolean },
  report: (row: BenchRow) => void,
): void {
  const began = performance.now()
  const model = train({ lines, validation: judging }, { svmOnly, seed })
  const seconds = (performance.now() - began) / 1000
  const result = evaluate(new Classifier(model), unseen, () => performance.now())
  const name = svmOnly ? 'SVM alone' : 'SVM and networks'
  const { description, weights } = encodeModel(model)
  const percent = (figure: number | null): number => 100 * (figure ?? 0)
  const accuracyTarget = svmOnly ? {} : { target: { least: 93.4 } }
  const inScopeTarget = svmOnly ? {} : { target: { least: 92 } }
  const recallTarget = svmOnly ? {} : { target: { least: 71 } }
  report({ name: `${name}: right, nothing rejected`, value: percent(result.accuracy), unit: '%', ...accuracyTarget })
  report({
    name: `${name}: in scope, accepted and right`,
    value: percent(result.inScopeAccuracy),
    unit: '%',
    ...inScopeTarget,
  })
  report({
    name: `${name}: out of scope, rejected`,
    value: percent(result.outOfScopeRecall),
    unit: '%',
    ...recallTarget,
  })
  report({ name: `${name}: AUROC out of scope`, value: percent(result.outOfScopeAuroc), unit: '%' })
  report({ name: `${name}: calibration error`, value: percent(result.calibrationError), unit: '%' })
  report({ name: `${name}: answered from 0.70 on`, value: percent(result.coverageAt70), unit: '%' })
  report({ name: `${name}: right of those`, value: percent(result.accuracyAt70), unit: '%' })
  report({ name: `${name}: a query, p50`, value: result.msPerQuery.p50, unit: 'ms' })
  report({
    name: `${name}: a query, p99`,
    value: result.msPerQuery.p99,
    unit: 'ms',
    target: { most: svmOnly ? 0.5 : 2 },
  })
  report({ name: `${name}: training`, value: seconds, unit: 's', ...(svmOnly ? { target: { most: 10 } } : {}) })
  report({ name: `${name}: model`, value: (description.length + weights.length) / 1e6, unit: 'MB' })
}

/** The parts of nlp.js that are used here; its package has no types. */
interface NlpJs {
  addLanguage(language: string): void
  addDocument(language: string, text: string, intent: string): void
  train(): Promise<unknown>
  process(language: string, text: string): Promise<{ intent: string }>
}

async function measureNlpJs(lines: Line[], unseen: Line[], report: (row: BenchRow) => void): Promise<void> {
  // @ts-expect-error the package has no types
  const { dockStart } = await import('@nlpjs/basic')
  const dock = await dockStart({ settings: { nlp: { log: false, autoSave: false } }, use: ['Basic', 'LangEn'] })
  const nlp: NlpJs = dock.get('nlp')
  nlp.addLanguage('en')
  for (const { text, intent } of shuffle([...lines], randomFrom(seed))) if (intent) nlp.addDocument('en', text, intent)
  const began = performance.now()
  await nlp.train()
  const seconds = (performance.now() - began) / 1000
  let right = 0
  let rejected = 0
  for (const { text, intent } of unseen) {
    const answer = (await nlp.process('en', text)).intent
    if (intent === null && answer === 'None') rejected += 1
    if (intent !== null && answer === intent) right += 1
  }
  const inScope = unseen.filter(({ intent }) => intent !== null).length
  report({ name: 'nlp.js 4.27: in scope, accepted and right', value: (100 * right) / inScope, unit: '%' })
  report({
    name: 'nlp.js 4.27: out of scope, rejected',
    value: (100 * rejected) / (unseen.length - inScope),
    unit: '%',
  })
  report({ name: 'nlp.js 4.27: training', value: seconds, unit: 's' })
}

export default bench

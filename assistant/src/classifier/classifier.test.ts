import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CommandContext } from '@larder/contracts/room'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Classifier } from './classifier.ts'
import { auroc, calibrationError, evaluate } from './evaluate.ts'
import { evaluateCommand } from './evaluate-command.ts'
import { parseLines } from './line-file.ts'
import { decodeModel, encodeModel } from './model-file.ts'
import { type Line, train } from './train.ts'
import { trainCommand } from './train-command.ts'

const things = ['milk', 'bread', 'salmon', 'rice', 'apples', 'tofu', 'crab', 'tea', 'eggs', 'beef', 'corn', 'plums']
const said: Record<string, string[]> = {
  where: ['where is the *', 'which aisle has *', 'i cannot find *', 'show me the *'],
  price: ['how much is the *', 'what does * cost', 'price of *', 'is * expensive'],
  refund: ['i want my money back for *', 'refund the * please', 'give me a refund on *', 'pay me back for the *'],
  位置: ['*在哪里', '*放在哪个货架', '我找不到*', '带我去*那边'],
}
const lines: Line[] = Object.entries(said).flatMap(([intent, patterns]) =>
  patterns.flatMap((pattern) => things.map((thing) => ({ text: pattern.replace('*', thing), intent }))),
)
const nonsense = [
  'sing me a song',
  'who won the game',
  'are you married',
  'the sky is blue',
  '今天星期几',
  'zzzz qqqq xx',
]
const outOfScope: Line[] = nonsense.map((text) => ({ text, intent: null }))

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'larder-assistant-'))
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

test.each([true, false])('a few lines of four intents are learned in both languages; SVM alone: %s', (svmOnly) => {
  const classifier = new Classifier(train({ lines, validation: outOfScope }, { svmOnly, seed: 3 }))
  expect(classifier.read('where is the lamb').ranking[0]?.intent).toBe('where')
  expect(classifier.read('羊肉在哪里').ranking[0]?.intent).toBe('位置')
  expect(classifier.read('Refund the  LAMB!').ranking[0]?.intent).toBe('refund')
  const { confidence, scope } = classifier.read('how much is the lamb')
  expect(confidence).toBeGreaterThan(classifier.read('purple elephants').confidence)
  expect(scope).toBeGreaterThan(classifier.read('purple elephants').scope)
})

test('empty, endless and hostile texts are read in bounded time and give finite figures', () => {
  const classifier = new Classifier(train({ lines, validation: outOfScope }, { svmOnly: true, seed: 3 }))
  for (const text of ['', ' ', '\uD800', '<script>'.repeat(10_000), '在'.repeat(50_000), "'; drop table --"]) {
    const { confidence, scope, ranking } = classifier.read(text)
    expect([confidence, scope, ranking[0]?.probability].every((figure) => Number.isFinite(figure))).toBe(true)
  }
})

test('the same lines and seed give the same model, and files give it back', () => {
  const model = train({ lines, validation: [] }, { svmOnly: false, seed: 3 })
  const again = train({ lines, validation: [] }, { svmOnly: false, seed: 3 })
  expect(encodeModel(again).description).toBe(encodeModel(model).description)
  expect(Buffer.compare(encodeModel(again).weights, encodeModel(model).weights)).toBe(0)
  const read = (text: string) => new Classifier(decodeModel(encodeModel(model))).read(text)
  expect(read('i cannot find salmon')).toEqual(new Classifier(model).read('i cannot find salmon'))
})

test('a spoilt model is refused with what to do', () => {
  const files = encodeModel(train({ lines, validation: [] }, { svmOnly: true, seed: 3 }))
  expect(() => decodeModel({ ...files, weights: files.weights.slice(0, 100) })).toThrow('weights.bin has 100 bytes')
  const weights = files.weights.with(50, (files.weights[50] as number) ^ 1)
  expect(() => decodeModel({ ...files, weights })).toThrow('weights.bin is damaged')
  expect(() => decodeModel({ ...files, description: '{}' })).toThrow('model.json, format')
  expect(() => decodeModel({ ...files, description: 'x' })).toThrow('model.json is no JSON')
})

test('one line of an intent, and hundreds of another, are learned too', () => {
  const uneven = [...lines.filter(({ intent }) => intent !== 'refund'), { text: 'refund me', intent: 'refund' }]
  const classifier = new Classifier(train({ lines: uneven, validation: [] }, { svmOnly: true, seed: 3 }))
  expect(classifier.read('refund me').ranking[0]?.intent).toBe('refund')
})

test('the figures of an evaluation are what they say', () => {
  expect(auroc([{ scope: 0.9 }, { scope: 0.4 }], [{ scope: 0.1 }, { scope: 0.4 }])).toBe(0.875)
  expect(auroc([{ scope: 1 }], [])).toBeNull()
  const half = Array.from({ length: 10 }, (_, at) => ({ confidence: 0.8, right: at < 6 }))
  expect(calibrationError(half)).toBeCloseTo(0.2)
})

test('lines are told apart from what is none, by their number', () => {
  expect(parseLines('\uFEFF{"text":"a","intent":null}\r\n\r\n{"text":"b","intent":"x"}\n')).toHaveLength(2)
  expect(() => parseLines('{"text":"a","intent":"x"}\nnonsense')).toThrow('line 2: no JSON')
  expect(() => parseLines('{"text":7,"intent":"x"}')).toThrow('line 1: "text" must be')
  expect(() => parseLines('{"text":"a"}')).toThrow('line 1: "intent" must be')
  expect(() => parseLines('')).toThrow('no lines')
  expect(parseLines('{"text":"a"}', true)).toEqual([{ text: 'a', intent: null }])
})

test('the commands train, keep, and try a model, and name what is wrong', async () => {
  const file = (name: string, content: Line[]): string => {
    const path = join(directory, name)
    writeFileSync(path, content.map((line) => JSON.stringify(line)).join('\n'))
    return path
  }
  const run = async (command: typeof trainCommand, args: string[]) => {
    const out: string[] = []
    const errors: string[] = []
    const context = { out: (line: string) => out.push(line), error: (line: string) => errors.push(line) }
    return { code: await command.run(args, context as unknown as CommandContext), out, errors: errors.join('\n') }
  }
  const data = file('data.jsonl', lines)
  const out = join(directory, 'model')
  const outside = file('outside.jsonl', outOfScope)
  const trained = await run(trainCommand, ['--data', data, '--out-of-scope', outside, '--out', out, '--svm-only'])
  expect({ code: trained.code, intents: JSON.parse(trained.out[0] as string).intents }).toEqual({ code: 0, intents: 4 })
  const tried = await run(evaluateCommand, ['--model', out, '--data', data, '--out-of-scope', outside])
  const result = JSON.parse(tried.out[0] as string)
  expect(result).toMatchObject({ lines: lines.length, outOfScopeLines: nonsense.length, accuracy: 1 })
  expect(result.modelBytes).toBeGreaterThan(1000)
  expect((await run(trainCommand, ['--data', data])).code).toBe(2)
  expect(await run(evaluateCommand, ['--model', directory, '--data', data])).toMatchObject({ code: 1 })
  expect((await run(trainCommand, ['--data', outside, '--out', out])).errors).toContain('at least two intents')
  expect((await run(trainCommand, ['--data', '/nowhere.jsonl', '--out', out])).errors).toContain('/nowhere.jsonl')
})

const clinc = join(import.meta.dirname, '../../../../shared/data/nlu/clinc150')
const here = existsSync(clinc)
if (!here) console.warn('CLINC150 is not here (../shared/data/nlu): its test is skipped')

test.skipIf(!here)(
  'a third of CLINC150: judged by half of the validation lines, an SVM understands the other half',
  () => {
    const all = (name: string): Line[] => parseLines(readFileSync(join(clinc, `${name}.jsonl`), 'utf8'))
    const some = new Set([...new Set(all('train').map(({ intent }) => intent))].slice(0, 50))
    const read = (name: string): Line[] => all(name).filter(({ intent }) => intent === null || some.has(intent))
    const validation = read('val')
    const given = [...validation.filter((_, at) => at % 20 < 10), ...read('out-of-scope-train')]
    const unseen = [...validation.filter((_, at) => at % 20 >= 10), ...read('out-of-scope-val')]
    const model = train({ lines: read('train'), validation: given }, { svmOnly: true, seed: 1 })
    const result = evaluate(new Classifier(model), unseen, () => 0)
    expect(result.accuracy).toBeGreaterThan(0.925)
    expect(result.inScopeAccuracy).toBeGreaterThan(0.905)
    expect(result.outOfScopeRecall).toBeGreaterThan(0.65)
    expect(result.calibrationError).toBeLessThan(0.05)
  },
)

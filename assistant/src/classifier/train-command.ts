import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { parsedCommand } from '@larder/contracts/parsed-command'
import { parseLines } from './line-file.ts'
import { modelBytes, saveModel } from './model-folder.ts'
import { type Line, train } from './train.ts'

const usage =
  'assistant train --data FILE.jsonl [--validation FILE.jsonl] [--out-of-scope FILE.jsonl] --out DIR [--svm-only] [--seed N]'

export const trainCommand = parsedCommand({
  name: 'assistant train',
  usage,
  summary: 'learns intents from lines {"text","intent"} (intent null: out of scope) and keeps the model in DIR',
  read: parseOptions,
  async run(options, context) {
    const outOfScope = options['out-of-scope'] ? readLines(options['out-of-scope'], true) : []
    const lines = readLines(options.data)
    const validation = [...(options.validation ? readLines(options.validation) : []), ...outOfScope]
    if (new Set(lines.map(({ intent }) => intent).filter((intent) => intent !== null)).size < 2) {
      throw new Error(`${options.data}: lines of at least two intents are needed`)
    }
    const began = performance.now()
    const say = (step: string): void => context.error(`· ${step}`)
    const model = train(
      { lines, validation },
      { svmOnly: options['svm-only'] === true, seed: Number(options.seed), say },
    )
    const seconds = (performance.now() - began) / 1000
    saveModel(options.out, model)
    const { labels, judgement } = model
    const told = {
      intents: labels.length,
      seconds: Math.round(seconds * 100) / 100,
      modelBytes: modelBytes(options.out),
    }
    context.out(JSON.stringify({ ...told, threshold: judgement.threshold, validation: model.validation }))
    return 0
  },
})

function parseOptions(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        data: { type: 'string' },
        validation: { type: 'string' },
        'out-of-scope': { type: 'string' },
        out: { type: 'string' },
        'svm-only': { type: 'boolean' },
        seed: { type: 'string', default: '1' },
      },
    })
    const { data, out } = values
    if (data === undefined) return '--data: name the file of lines to learn'
    if (out === undefined) return '--out: name the folder for the model'
    if (!/^\d{1,9}$/.test(values.seed)) return `--seed ${values.seed}: give a whole number`
    return { ...values, data, out }
  } catch (error) {
    return (error as Error).message
  }
}

export function readLines(file: string, outOfScope = false): Line[] {
  try {
    return parseLines(readFileSync(file, 'utf8'), outOfScope)
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`)
  }
}

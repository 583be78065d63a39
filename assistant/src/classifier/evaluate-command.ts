import { parseArgs } from 'node:util'
import { parsedCommand } from '@larder/contracts/parsed-command'
import { Classifier } from './classifier.ts'
import { evaluate } from './evaluate.ts'
import { loadModel, modelBytes } from './model-folder.ts'
import { readLines } from './train-command.ts'

const usage = 'assistant evaluate --model DIR --data FILE.jsonl [--out-of-scope FILE.jsonl]'

export const evaluateCommand = parsedCommand({
  name: 'assistant evaluate',
  usage,
  summary: 'tries a model on lines {"text","intent"} and prints how often it is right, how sure, and how fast, as JSON',
  read: parseOptions,
  async run(options, context) {
    const model = loadModel(options.model)
    const outOfScope = options['out-of-scope'] ? readLines(options['out-of-scope'], true) : []
    const lines = [...readLines(options.data), ...outOfScope]
    const result = evaluate(new Classifier(model), lines, () => performance.now())
    context.out(
      JSON.stringify({ ...result, modelBytes: modelBytes(options.model), threshold: model.judgement.threshold }),
    )
    return 0
  },
})

function parseOptions(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: { model: { type: 'string' }, data: { type: 'string' }, 'out-of-scope': { type: 'string' } },
    })
    const { model, data } = values
    if (model === undefined) return '--model: name the folder of the model'
    if (data === undefined) return '--data: name the file of lines to try'
    return { ...values, model, data }
  } catch (error) {
    return (error as Error).message
  }
}

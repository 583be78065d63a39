import type { Command } from '@larder/contracts/room'
import { type Options, readOptions, UsageError } from './options.ts'
import { refuse } from './rate-options.ts'

const usage =
  'shelf-life --model square-root|exponential|arrhenius|q10|ratkowsky|baranyi|gompertz|mkt | --product NAME [--history FILE | --steps 18h@5,6h@14] [parameters: docs/shelf-life.md]'

/** Tries a shelf-life model on a history of temperatures. */
export const shelfLifeCommand: Command = {
  name: 'shelf-life',
  usage,
  summary: 'life spent and left, growth or MKT over a history of temperatures, as JSON',
  async run(args, context) {
    try {
      context.out(JSON.stringify(await answer(readOptions(args)), null, 2))
      return 0
    } catch (error) {
      const told = error instanceof Error ? error.message : String(error)
      if (error instanceof UsageError) {
        context.error(`${told}\nusage: ${usage}`)
        return 2
      }
      context.error(`shelf-life: ${told}`)
      return 1
    }
  },
}

const growthOptions = [
  'muMaxPerHour',
  'lagHours',
  'h0',
  'initialLogCount',
  'maxLogCount',
  'targetLogCount',
  'fit',
] as const
const mktOptions = ['deltaHKjPerMol', 'windowHours'] as const
const lifeOptions = ['shelfLifeDays', 'uncertaintyCelsius', 'validCelsius'] as const

/** An option that would change nothing is a misunderstanding. */
function refuseStrangers(options: Options): void {
  const kind =
    options.model === 'mkt' ? 'mkt' : options.model === 'baranyi' || options.model === 'gompertz' ? 'growth' : 'life'
  if (kind !== 'growth') refuse(options, growthOptions, 'only for --model baranyi and gompertz')
  if (kind !== 'mkt') refuse(options, mktOptions, 'only for --model mkt')
  if (kind !== 'life') refuse(options, lifeOptions, `not for --model ${options.model}`)
}

async function answer(options: Options) {
  const { model } = options
  refuseStrangers(options)
  const history = await historyFrom(options)
  if (model === 'mkt') return (await import('./mkt-answer.ts')).mktAnswer(options, history)
  const { accruedByRatkowsky, growthAnswer } = await import('./growth-answer.ts')
  if (model === 'baranyi' || model === 'gompertz') {
    return growthAnswer(options, model, history, await countsFrom(options))
  }
  if (model !== undefined && options.product !== undefined)
    throw new UsageError('--product: has a model of its own; leave --model out')
  const { spoilageAnswer } = await import('./spoilage-answer.ts')
  return { ...spoilageAnswer(options, model, history), ...accruedByRatkowsky(options, history) }
}

async function historyFrom({ history, steps, columns = '', intervalHours, maxHoldHours }: Options) {
  if (history === undefined && steps === undefined) return null
  if (history !== undefined && steps !== undefined) throw new UsageError('--steps: --history is given already')
  const files = await import('./history-file.ts')
  const { historyOf } = await import('./told-history.ts')
  const asked = usageOf(() => files.readColumns(columns))
  if (history !== undefined)
    return historyOf(
      await inFile(history, () => files.readHistory(history, { columns: asked, intervalHours, maxHoldHours })),
    )
  const segments = usageOf(() => files.readSteps(steps ?? ''))
  return historyOf({ segments, samples: segments.length, medianMs: undefined, longestMs: undefined, warnings: [] })
}

async function countsFrom({ fit, columns = '' }: Options) {
  if (fit === undefined) return null
  const files = await import('./history-file.ts')
  const asked = usageOf(() => files.readColumns(columns))
  return inFile(fit, () => files.readCounts(fit, asked))
}

const inFile = <T>(file: string, read: () => Promise<T>): Promise<T> =>
  read().catch((error: Error) => {
    throw new Error(`${file}: ${error.message}`)
  })

function usageOf<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

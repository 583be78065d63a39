import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { assetId, siteId } from '@larder/contracts/identifier'
import type { Command, CommandContext } from '@larder/contracts/room'
import type { Sample } from '@larder/edge/thermal/grid'
import { forecastProbe, lookBackMs, temperatures } from './history.ts'
import { keepModel, type ModelMetadata, modelFolder } from './model-file.ts'
import { TooShort } from './plan.ts'
import { readSeries, type SeriesColumns, type TimeUnit, timeUnits } from './series-file.ts'
import { type TrainingOutcome, train } from './train.ts'

const usage =
  'train forecast [--site S --asset A] [--file FILE.csv --columns timestamp=…,value=… --time-unit seconds|minutes|hours] [--horizon-minutes 60] [--seed 1]'
const longestHistoryMs = 30 * 86_400_000

/** Trains in this process, which ends with it: no room ever holds TensorFlow.js. */
export const trainForecast: Command = {
  name: 'train forecast',
  usage,
  summary:
    "train the forecasting network on the assets' history, or on a CSV file, and print its errors beside the baselines'",
  async run(args, context) {
    const asked = readArguments(args)
    if (typeof asked === 'string') {
      context.error(`${asked}\nusage: larder ${usage}`)
      return 2
    }
    try {
      const results =
        asked.file === undefined ? await trainAssets(asked, context) : [await trainFile(asked.file, asked, context)]
      context.out(JSON.stringify(results.length === 1 ? results[0] : results, null, 2))
      const trained = results.some((result) => 'used' in result)
      if (!trained)
        context.error(`train forecast: ${results.map(({ source, refused }) => `${source}: ${refused}`).join('; ')}`)
      return trained ? 0 : 1
    } catch (error) {
      context.error(`train forecast: ${error instanceof Error ? error.message : error}`)
      return 1
    }
  },
}

interface Asked {
  site: string | undefined
  asset: string | undefined
  file: string | undefined
  columns: Partial<SeriesColumns>
  timeUnit: TimeUnit | undefined
  horizonMs: number | undefined
  seed: number
}

function readArguments(args: string[]): Asked | string {
  try {
    const { values } = parseArgs({
      args,
      options: {
        site: { type: 'string' },
        asset: { type: 'string' },
        file: { type: 'string' },
        columns: { type: 'string', default: '' },
        'time-unit': { type: 'string' },
        'horizon-minutes': { type: 'string' },
        seed: { type: 'string', default: '1' },
      },
    })
    const { site, asset, file, 'time-unit': timeUnit, 'horizon-minutes': minutes } = values
    const seed = Number(values.seed)
    if (!Number.isInteger(seed) || seed < 0) return '--seed: give a whole number from 0'
    const horizonMinutes = minutes === undefined ? undefined : Number(minutes)
    const sound = horizonMinutes === undefined || (horizonMinutes >= 1 && horizonMinutes <= 10_080)
    if (!sound) return '--horizon-minutes: give 1 to 10080'
    if (timeUnit !== undefined && !isTimeUnit(timeUnit)) return '--time-unit: give seconds, minutes or hours'
    for (const [name, value, schema] of [
      ['site', site, siteId],
      ['asset', asset, assetId],
    ] as const) {
      if (value !== undefined && !schema.safeParse(value).success) return `--${name}: use 1 to 48 of a-z, 0-9 and "-"`
    }
    const horizonMs = horizonMinutes === undefined ? undefined : horizonMinutes * 60_000
    return { site, asset, file, columns: readColumns(values.columns), timeUnit, horizonMs, seed }
  } catch (error) {
    return (error as Error).message
  }
}

const isTimeUnit = (word: string): word is TimeUnit => Object.hasOwn(timeUnits, word)

function readColumns(text: string): Partial<SeriesColumns> {
  const pairs = text === '' ? [] : text.split(',').map((pair) => pair.split('='))
  for (const [field, header] of pairs) {
    if ((field !== 'timestamp' && field !== 'value') || !header) {
      throw new Error('--columns: write timestamp=HEADER,value=HEADER')
    }
  }
  return Object.fromEntries(pairs)
}

type Result = { source: string } & Record<string, unknown>

/** A file is kept as a model only where --asset names whose it is. */
async function trainFile(file: string, asked: Asked, context: CommandContext): Promise<Result> {
  const samples = await readSeries(file, asked.columns, asked.timeUnit)
  return trainSeries(basename(file), samples, asked, async (lstm, metadata) => {
    if (asked.asset === undefined) return undefined
    const site = asked.site ?? (await context.configuration()).edge.site
    return keepModel(modelFolder(context.dataDirectory, site, asked.asset), lstm, metadata)
  })
}

async function trainAssets(asked: Asked, context: CommandContext): Promise<Result[]> {
  const { openStore } = await import('@larder/edge/telemetry/open-store')
  const configuration = await context.configuration()
  const assets = configuration.sites
    .filter(({ id }) => id === (asked.site ?? id))
    .flatMap((site) => site.assets.map((asset) => ({ site: site.id, asset, probe: forecastProbe(asset) })))
    .filter(({ asset }) => asset.id === (asked.asset ?? asset.id))
  if (assets.length === 0)
    throw new Error(`no configured asset is called ${asked.asset ?? ''} at ${asked.site ?? 'any site'}`)
  const store = await openStore(configuration.telemetry, context.dataDirectory, { readOnly: true })
  await store.start()
  try {
    const results: Result[] = []
    for (const { site, asset, probe } of assets) {
      const source = `${site}/${asset.id}`
      if (probe === undefined) {
        results.push({ source, refused: 'it has no probe that measures a temperature' })
        continue
      }
      const untilMs = Date.now()
      const question = {
        site,
        asset: asset.id,
        probe: probe.id,
        fromMs: untilMs - lookBackMs(probe, longestHistoryMs),
        untilMs,
      }
      const samples = await temperatures(store, question)
      const folder = modelFolder(context.dataDirectory, site, asset.id)
      results.push(
        await trainSeries(`${source}/${probe.id}`, samples, asked, (lstm, metadata) =>
          keepModel(folder, lstm, metadata),
        ),
      )
    }
    return results
  } finally {
    await store.stop()
  }
}

type Keep = (lstm: TrainingOutcome['lstm'], metadata: Omit<ModelMetadata, 'version'>) => Promise<number | undefined>

async function trainSeries(source: string, samples: Sample[], { seed, horizonMs }: Asked, keep: Keep): Promise<Result> {
  try {
    const outcome = await train(samples, seed, horizonMs)
    const version = await keep(outcome.lstm, metadataOf(source, samples, seed, outcome))
    return summaryOf(source, samples, outcome, version)
  } catch (error) {
    if (error instanceof TooShort) return { source, refused: error.message }
    throw error
  }
}

function metadataOf(
  source: string,
  samples: Sample[],
  seed: number,
  outcome: TrainingOutcome,
): Omit<ModelMetadata, 'version'> {
  const { plan, lstm, scaling, errors, bands, used, epochs, seconds } = outcome
  const { grid, window, horizons } = plan
  return {
    trainedAtMs: Date.now(),
    source,
    seed,
    rows: samples.length,
    fromMs: samples[0]?.atMs ?? 0,
    untilMs: samples.at(-1)?.atMs ?? 0,
    stepMs: grid.stepMs,
    window,
    horizons,
    units: lstm.units,
    features: lstm.features,
    scaling,
    errors,
    bands,
    used,
    epochs,
    trainingSeconds: seconds,
  }
}

function summaryOf(source: string, samples: Sample[], outcome: TrainingOutcome, version: number | undefined): Result {
  const { plan, law, periodSteps, errors, used, epochs, windows, seconds, predictionMs } = outcome
  const stepMinutes = plan.grid.stepMs / 60_000
  return {
    source,
    rows: samples.length,
    stepMinutes,
    windowMinutes: plan.window * stepMinutes,
    horizonMinutes: plan.horizons * stepMinutes,
    physical: { equilibrium: law.equilibriumCelsius, timeConstantMinutes: law.timeConstantMs / 60_000 },
    ...(periodSteps === undefined ? {} : { periodMinutes: periodSteps * stepMinutes }),
    heldBack: { fromMs: plan.grid.startMs + plan.heldBackFrom * plan.grid.stepMs, sharePercent: 15 },
    errors,
    used,
    training: { windows, epochs, seconds: Math.round(seconds * 10) / 10 },
    predictionMs: Math.round(predictionMs * 1000) / 1000,
    ...(version === undefined ? {} : { version }),
  }
}

import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { forecastMethod, methodErrors } from '@larder/contracts/forecast'
import { z } from 'zod'
import type { Lstm } from './lstm.ts'

const band = z.object({ low: z.array(z.number()), high: z.array(z.number()) })

/** What stands beside the weights. Version counts up from 1. */
export const modelMetadata = z.object({
  version: z.number().int().positive(),
  trainedAtMs: z.number(),
  /** The probe, or the file, it learned from. */
  source: z.string(),
  seed: z.number().int(),
  rows: z.number(),
  fromMs: z.number(),
  untilMs: z.number(),
  stepMs: z.number().positive(),
  window: z.number().int().positive(),
  horizons: z.number().int().positive(),
  units: z.number().int().positive(),
  features: z.number().int().positive(),
  scaling: z.object({
    mean: z.number(),
    deviation: z.number(),
    stepDeviation: z.number(),
    aheadDeviation: z.number(),
    hours: z.boolean(),
  }),
  errors: z.array(methodErrors),
  bands: z.partialRecord(forecastMethod, band),
  used: forecastMethod,
  epochs: z.number(),
  trainingSeconds: z.number(),
})
export type ModelMetadata = z.infer<typeof modelMetadata>

export interface Model {
  metadata: ModelMetadata
  lstm: Lstm
}

const kept = 3
const [metadataFile, weightsFile, currentFile] = ['model.json', 'weights.bin', 'current']

/** DIR/cloud/forecast/SITE/ASSET: a folder for each version, and a file that names the one in force. */
export const modelFolder = (dataDirectory: string, site: string, asset: string): string =>
  join(dataDirectory, 'cloud', 'forecast', site, asset)

/** Keeps a model as the next version; whoever reads meanwhile gets the last one or this one, whole. */
export async function keepModel(folder: string, lstm: Lstm, metadata: Omit<ModelMetadata, 'version'>): Promise<number> {
  await mkdir(folder, { recursive: true })
  const version = Math.max(0, ...(await versionsIn(folder))) + 1
  const making = join(folder, `making-${process.pid}`)
  await mkdir(making)
  const weights = weightsOf(lstm)
  await writeFile(
    join(making, weightsFile),
    Buffer.concat(weights.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength))),
  )
  await writeFile(join(making, metadataFile), JSON.stringify({ version, ...metadata }, null, 2))
  await rename(making, join(folder, String(version)))
  const pointer = join(folder, `${currentFile}-${process.pid}`)
  await writeFile(pointer, String(version))
  await rename(pointer, join(folder, currentFile))
  for (const old of (await versionsIn(folder)).filter((one) => one <= version - kept)) {
    await rm(join(folder, String(old)), { recursive: true, force: true })
  }
  return version
}

/** The version in force; undefined before the first training. */
export async function currentVersion(folder: string): Promise<number | undefined> {
  const text = await readFile(join(folder, currentFile), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  return text === undefined ? undefined : Number(text)
}

/** @throws when a file is damaged, naming it */
export async function readModel(folder: string, version: number): Promise<Model> {
  const place = join(folder, String(version))
  const metadata = modelMetadata.parse(JSON.parse(await readFile(join(place, metadataFile), 'utf8')))
  const bytes = await readFile(join(place, weightsFile))
  const { units, features, horizons } = metadata
  const sizes = [features * 4 * units, units * 4 * units, 4 * units, units * horizons, horizons]
  const expected = sizes.reduce((sum, size) => sum + size, 0)
  if (bytes.length !== expected * 4)
    throw new Error(`${join(place, weightsFile)}: ${bytes.length} bytes instead of ${expected * 4}`)
  const all = new Float32Array(expected)
  for (let index = 0; index < expected; index++) all[index] = bytes.readFloatLE(index * 4)
  const [kernel, recurrent, bias, dense, denseBias] = sizes.map((size, index) => {
    const from = sizes.slice(0, index).reduce((sum, before) => sum + before, 0)
    return all.subarray(from, from + size)
  }) as Weights
  return { metadata, lstm: { units, features, horizons, kernel, recurrent, bias, dense, denseBias } }
}

type Weights = [Float32Array, Float32Array, Float32Array, Float32Array, Float32Array]

const weightsOf = ({ kernel, recurrent, bias, dense, denseBias }: Lstm): Weights => [
  kernel,
  recurrent,
  bias,
  dense,
  denseBias,
]

async function versionsIn(folder: string): Promise<number[]> {
  return (await readdir(folder)).map(Number).filter((version) => Number.isInteger(version) && version > 0)
}

import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { languages } from '@larder/contracts/language'
import type { Command, CommandContext } from '@larder/contracts/room'
import { findModels, modelPlaces } from '../hearing/find-models.ts'
import { fetchModel } from './fetch-model.ts'
import { modelsUrl, officialModels, type PublishedModel } from './official-models.ts'

const usage = 'models [fetch] [--from URL]'

/** `models`: fetches the speech models that are missing, and tells which are here. */
export const modelsCommand: Command = {
  name: 'models',
  usage,
  summary: 'fetch the speech models of the kiosk that are missing (84 MB), from their makers or a mirror',
  run: (args, context) => runModels(args, context, officialModels),
}

/** @returns the exit code: 1 when a model could not be had */
export async function runModels(args: string[], context: CommandContext, known: PublishedModel[]): Promise<number> {
  const from = parse(args, context)
  if (from === null) return 2
  const folder = join(context.dataDirectory, 'models')
  const places = modelPlaces(context.dataDirectory)
  const here = findModels(places).models
  const missing = known.filter(({ language }) => here[language] === undefined)
  const faults: string[] = []
  for (const model of missing) {
    try {
      await fetchModel(model, { folder, from, onProgress: progress(model, context) })
    } catch (error) {
      faults.push((error as Error).message)
    }
  }
  const now = findModels(places)
  for (const fault of [...faults, ...now.faults]) context.error(`✗ ${fault}`)
  for (const language of languages) context.out(`${language}  ${now.models[language]?.folder ?? 'no model'}`)
  if (faults.length > 0) context.error(byHand(missing, from, folder))
  return faults.length > 0 ? 1 : 0
}

/** For a machine without a network: another machine fetches, a stick carries. */
const byHand = (models: PublishedModel[], from: string, folder: string): string =>
  [
    'Without a network: on another machine fetch',
    ...models.map(({ name, sha256 }) => `  ${from}${name}.zip   (sha256sum ${sha256})`),
    `and unpack each into ${folder}. Until then the kiosk works by touch and typing.`,
  ].join('\n')

/** A line at the start and at each tenth of the file. */
function progress({ name, bytes }: PublishedModel, { out }: CommandContext): (gotBytes: number) => void {
  let told = -1
  return (gotBytes) => {
    const tenths = Math.floor((gotBytes / bytes) * 10)
    if (tenths <= told) return
    told = tenths
    out(`· ${name}: ${(gotBytes / 1e6).toFixed(1)} of ${(bytes / 1e6).toFixed(1)} MB`)
  }
}

function parse(args: string[], { error }: CommandContext): string | null {
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { from: { type: 'string' } } })
    if (positionals.length > 1 || (positionals[0] ?? 'fetch') !== 'fetch') throw new Error(`not known: ${positionals}`)
    const from = values.from ?? modelsUrl
    if (!/^https?:$/.test(new URL(from).protocol)) throw new Error(`--from ${from}: give an http or https address`)
    return from.endsWith('/') ? from : `${from}/`
  } catch (fault) {
    error((fault as Error).message)
    error(`usage: larder ${usage}`)
    return null
  }
}

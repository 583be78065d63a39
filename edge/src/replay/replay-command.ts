import { basename, extname } from 'node:path'
import { parseArgs } from 'node:util'
import { runningAddresses } from '@larder/broker/running-addresses'
import { identifier } from '@larder/contracts/identifier'
import { parsedCommand } from '@larder/contracts/parsed-command'
import type { CommandContext } from '@larder/contracts/room'
import { topicOf } from '@larder/contracts/topics'
import { type Columns, readColumns } from './columns.ts'

const usage =
  'replay FILE [--site S --asset A --probe P] [--columns celsius=temperature,…] [--speed X|max] [--shift now|none] [--username U --password P]'

/** Sends a recorded file the way a device would: over MQTT, through the broker and the edge's door. */
export const replayCommand = parsedCommand({
  name: 'replay',
  usage,
  summary: 'send the readings of a CSV file through ingest; the asset is called like the file unless --asset names it',
  read: readArguments,
  async run(asked, context) {
    const { summary, sent } = await replay(asked, context)
    context.out(JSON.stringify({ ...summary, sent }, null, 2))
    return summary.readings > 0 ? 0 : 1
  },
})

interface Asked {
  file: string
  site: string | undefined
  asset: string
  probe: string
  columns: Columns
  /** How many times as fast as it was recorded; undefined is as fast as it is taken. */
  speed: number | undefined
  shift: 'now' | 'none' | undefined
  account: { username: string; password: string } | undefined
}

function readArguments(args: string[]): Asked | string {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        site: { type: 'string' },
        asset: { type: 'string' },
        probe: { type: 'string', default: 'air' },
        columns: { type: 'string', default: '' },
        speed: { type: 'string', default: 'max' },
        shift: { type: 'string' },
        username: { type: 'string' },
        password: { type: 'string' },
      },
    })
    const [file, ...others] = positionals
    if (file === undefined || others.length > 0) return 'name one file'
    const { site, shift, username, password } = values
    const asset = values.asset ?? assetOf(file)
    for (const name of [site ?? asset, asset, values.probe]) identifier.parse(name)
    const speed = values.speed === 'max' ? undefined : Number(values.speed)
    if (speed !== undefined && !(speed > 0)) return '--speed: give a number above 0, or max'
    if (shift !== undefined && shift !== 'now' && shift !== 'none') return '--shift: give now or none'
    const account = username !== undefined && password !== undefined ? { username, password } : undefined
    return { file, site, asset, probe: values.probe, columns: readColumns(values.columns), speed, shift, account }
  } catch (error) {
    return error instanceof Error && error.name === 'ZodError'
      ? '--site, --asset and --probe: use 1 to 48 of a-z, 0-9 and "-"'
      : (error as Error).message
  }
}

/** ruuvi_fridge.csv → ruuvi-fridge */
const assetOf = (file: string): string =>
  basename(file, extname(file))
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 48)

async function replay(asked: Asked, context: CommandContext) {
  const { readCsv } = await import('./csv-samples.ts')
  const { summarise } = await import('./summary.ts')
  const { openSender } = await import('./sender.ts')
  const { edge, broker } = await context.configuration()
  const site = asked.site ?? edge.site
  if (site !== edge.site)
    throw new Error(`--site ${site}: this edge serves the site ${edge.site}, nobody would take them`)
  const { samples, rejected, columns } = await readCsv(asked.file, asked.columns)
  const summary = summarise(samples, rejected, columns)
  const newestMs = Math.max(...samples.map(({ atMs }) => atMs))
  const nowMs = Date.now()
  const ancient = nowMs - Math.min(...samples.map(({ atMs }) => atMs)) > edge.ancientDays * 86_400_000
  const shift = asked.shift ?? (ancient ? 'now' : 'none')
  const shiftMs = shift === 'now' && samples.length > 0 ? Math.floor((nowMs - newestMs) / 1000) * 1000 : 0
  const address = { site, asset: asked.asset, probe: asked.probe }
  const topic = topicOf('readings', address)
  if (samples.length === 0) return { summary, sent: { topic, readings: 0, shiftSeconds: 0 } }
  const sender = await openSender({
    url:
      process.env.LARDER_BROKER_URL ??
      runningAddresses(context.dataDirectory).mqtt ??
      `mqtt://127.0.0.1:${broker.tcpPort}`,
    dataDirectory: context.dataDirectory,
    address,
    account: asked.account,
  })
  try {
    await sender.send(samples, { topic, shiftMs, speed: asked.speed })
  } finally {
    await sender.close()
  }
  return { summary, sent: { topic, readings: samples.length, shiftSeconds: shiftMs / 1000 } }
}

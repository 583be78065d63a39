import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { profiles } from '@larder/contracts/profiles'
import type { Command, CommandContext } from '@larder/contracts/room'
import { assetKind, probeRole } from '@larder/contracts/site'
import { topicOf } from '@larder/contracts/topics'
import { AccountError, Accounts } from './accounts.ts'
import type { ProbeGrant } from './permissions.ts'
import { runningAddresses } from './running-addresses.ts'
import { type NewProbe, readSiteFile, SiteFileError, withProbes, writeSiteFile } from './site-file.ts'

/** The command line is wrong; `message` says what is expected. */
class UsageError extends Error {}

const addUsage =
  'device add ID --site S --asset A [--probe P]… [--role air|product|door|gps] [--interval SECONDS] ' +
  '[--kind cabinet|truck|warehouse] [--profile NAME] [--name NAME]'

export const commands: Command[] = [
  {
    name: 'device add',
    usage: addUsage,
    summary: 'makes an account for a device and shows its password once',
    run: (args, context) => guarded(context, () => add(args, context)),
  },
  {
    name: 'device list',
    usage: 'device list',
    summary: 'lists the devices with an account',
    run: (_args, context) => guarded(context, () => list(context)),
  },
  {
    name: 'device revoke',
    usage: 'device revoke ID',
    summary: 'ends a device’s account and disconnects it',
    run: (args, context) => guarded(context, () => revoke(args, context)),
  },
  {
    name: 'device rotate',
    usage: 'device rotate ID',
    summary: 'gives a device a new password and ends the old one',
    run: (args, context) => guarded(context, () => rotate(args, context)),
  },
]

async function add(args: string[], context: CommandContext): Promise<void> {
  const { device, probes } = parseAdd(args)
  const { broker } = await context.configuration()
  const path = join(context.dataDirectory, 'larder.json')
  // A gateway's wildcard (--asset + or --probe +) permits assets that are yet to come; it names none to write down.
  const named = probes.filter(({ asset, probe }) => asset !== '+' && probe !== '+')
  const changed = named.length > 0 ? withProbes(readSiteFile(path), named) : undefined
  const grants = probes.map(({ site, asset, probe }) => ({ site, asset, probe }))
  const passwords = await withAccounts(context, (accounts) => accounts.add([{ device, grants }]))
  if (changed) {
    writeSiteFile(path, changed)
    context.out(`added to ${path}: ${grants.map(({ asset, probe }) => `${asset}/${probe}`).join(', ')}`)
  }
  show(context, device, passwords.get(device) as string)
  const { mqtts } = runningAddresses(context.dataDirectory)
  const port = mqtts ? Number(new URL(mqtts).port) : broker.tlsPort
  for (const grant of named) context.out(publishLine(context, port, device, passwords.get(device) as string, grant))
}

async function list(context: CommandContext): Promise<void> {
  const devices = await withAccounts(context, async (accounts) => accounts.list())
  if (devices.length === 0) context.out(`no device has an account yet: larder ${addUsage}`)
  for (const { device, grants, addedAtMs, revokedAtMs } of devices) {
    const spoken = grants.map((grant) => Object.values(grant).join('/')).join(' ')
    const state = revokedAtMs === null ? `since ${iso(addedAtMs)}` : `revoked ${iso(revokedAtMs)}`
    context.out(`${device.padEnd(24)} ${state}  ${spoken}`)
  }
}

async function revoke(args: string[], context: CommandContext): Promise<void> {
  const device = onlyId(args, 'device revoke ID')
  await withAccounts(context, async (accounts) => accounts.revoke(device))
  context.out(`${device} is revoked; a running broker disconnects it within a second`)
}

async function rotate(args: string[], context: CommandContext): Promise<void> {
  const device = onlyId(args, 'device rotate ID')
  show(context, device, await withAccounts(context, (accounts) => accounts.rotate(device)))
}

function parseAdd(args: string[]): { device: string; probes: NewProbe[] } {
  const { values, positionals } = parse(args)
  const [device] = positionals
  const { site, asset } = values
  if (positionals.length !== 1 || device === undefined || site === undefined || asset === undefined) {
    throw new UsageError(`usage: larder ${addUsage}`)
  }
  const role = oneOf('--role', probeRole.options, values.role)
  const intervalSeconds = Number(values.interval)
  if (!(intervalSeconds >= 0.1 && intervalSeconds <= 86_400))
    throw new UsageError('--interval takes 0.1 to 86400 seconds')
  const known = {
    role,
    intervalSeconds,
    kind: oneOf('--kind', assetKind.options, values.kind),
    profile: oneOf('--profile', Object.keys(profiles), values.profile),
    name: values.name ?? asset,
  }
  return { device, probes: (values.probe ?? [role]).map((probe) => ({ site, asset, probe, ...known })) }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        site: { type: 'string' },
        asset: { type: 'string' },
        probe: { type: 'string', multiple: true },
        role: { type: 'string', default: 'air' },
        interval: { type: 'string', default: '60' },
        kind: { type: 'string', default: 'cabinet' },
        profile: { type: 'string', default: 'chilled' },
        name: { type: 'string' },
      },
    })
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\nusage: larder ${addUsage}`)
  }
}

function oneOf<T extends string>(option: string, allowed: readonly T[], value: string): T {
  const found = allowed.find((candidate) => candidate === value)
  if (found === undefined) throw new UsageError(`${option} takes ${allowed.join(', ')}; not "${value}"`)
  return found
}

function onlyId(args: string[], usage: string): string {
  const [device, ...rest] = args
  if (device === undefined || device.startsWith('-') || rest.length > 0) throw new UsageError(`usage: larder ${usage}`)
  return device
}

function show(context: CommandContext, device: string, password: string): void {
  context.out(`device    ${device}`)
  context.out(`password  ${password}   (shown this once)`)
}

function publishLine(
  context: CommandContext,
  port: number,
  device: string,
  password: string,
  address: ProbeGrant,
): string {
  const reading = JSON.stringify({ sequence: 1, observedAt: new Date().toISOString(), celsius: 3.2 })
  const authority = join(context.dataDirectory, 'tls', 'ca.crt')
  return [
    `mosquitto_pub --cafile ${quote(authority)} -h localhost -p ${port}`,
    `-u ${device} -P ${quote(password)} -q 1 -t ${topicOf('reading', address)} -m ${quote(reading)}`,
  ].join(' ')
}

const quote = (text: string): string => (/^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`)
const iso = (atMs: number): string => new Date(atMs).toISOString()

async function withAccounts<T>(context: CommandContext, work: (accounts: Accounts) => Promise<T>): Promise<T> {
  const accounts = new Accounts(context.dataDirectory)
  try {
    return await work(accounts)
  } finally {
    accounts.close()
  }
}

async function guarded(context: CommandContext, work: () => Promise<void>): Promise<number> {
  try {
    await work()
    return 0
  } catch (error) {
    if (error instanceof UsageError) {
      context.error(error.message)
      return 2
    }
    if (!(error instanceof AccountError || error instanceof SiteFileError)) throw error
    context.error(error.message)
    return 1
  }
}

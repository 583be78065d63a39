import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { runningAddresses } from '@larder/broker/running-addresses'
import { cameraName } from '@larder/contracts/camera'
import { siteId } from '@larder/contracts/identifier'
import { parsedCommand } from '@larder/contracts/parsed-command'
import { CameraAgent } from './camera-agent.ts'
import { type CameraInput, cameraInput } from './camera-input.ts'
import { introduceCamera } from './introduce-camera.ts'

interface Asked {
  input: CameraInput
  site: string
  name: string
  fps: number
  width: number
  loop: boolean
  /** Left out on the store's own machine. */
  remote: { url: string; account: string; passwordFile: string; authorityFile: string | undefined } | undefined
}

const text = { type: 'string' as const }
const reportEveryMs = 60_000

/** A real camera, a video or a folder of pictures → the site's broker. */
export const cameraCommand = parsedCommand<Asked>({
  name: 'camera',
  usage:
    'camera --from rtsp://…|/dev/video0|FILE|FOLDER --site S --name N [--fps 5] [--width 640] [--loop] ' +
    '[--broker URL --account A --password-file FILE [--authority FILE]]',
  summary: 'sends a camera’s pictures to be counted in; none is written to a disk',
  read,
  about: ({ name }) => name,
  async run({ input, remote, ...camera }, { dataDirectory, out, error }) {
    const { name: called, site, ...pace } = camera
    const connection = remote
      ? {
          url: remote.url,
          account: remote.account,
          password: readFileSync(remote.passwordFile, 'utf8').trim(),
          ...(remote.authorityFile && { authority: readFileSync(remote.authorityFile) }),
        }
      : await local(dataDirectory, camera)
    const agent = new CameraAgent({ ...connection, ...pace, input, site, camera: called, log: error })
    const stop = () => agent.stop()
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop)
    const report = setInterval(
      () => out(`${called}: ${agent.sent} pictures sent, ${agent.dropped} dropped`),
      reportEveryMs,
    )
    try {
      await agent.run()
    } finally {
      clearInterval(report)
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop)
    }
    out(`${called}: ${agent.sent} pictures sent, ${agent.dropped} dropped`)
    return 0
  },
})

/** Makes an account for a camera whose `larder camera` runs on another machine. */
export const cameraAddCommand = parsedCommand<{ site: string; name: string }>({
  name: 'camera add',
  usage: 'camera add NAME --site S',
  summary: 'makes a camera known and shows its account’s password once, for a `camera` on another machine',
  read(args) {
    const [given, ...rest] = args
    try {
      return identified(parseArgs({ args: rest, options: { site: text } }).values.site, given)
    } catch (error) {
      return (error as Error).message
    }
  },
  about: ({ name }) => name,
  async run(camera, { dataDirectory, out }) {
    const { account, password } = await introduceCamera(dataDirectory, camera)
    out(`account: ${account}`)
    out(`password (shown once, kept nowhere): ${password}`)
    return 0
  },
})

function identified(site: string | undefined, name: string | undefined): { site: string; name: string } | string {
  const [known, called] = [siteId.safeParse(site), cameraName.safeParse(name)]
  if (!known.success) return `--site: ${known.error.issues[0]?.message}`
  if (!called.success) return `the camera's name: ${called.error.issues[0]?.message}`
  return { site: known.data, name: called.data }
}

async function local(dataDirectory: string, { site, name }: Pick<Asked, 'site' | 'name'>) {
  const { mqtt } = runningAddresses(dataDirectory)
  if (mqtt === undefined) {
    throw new Error(`no site runs on ${dataDirectory}: start it, or give --broker, --account and --password-file`)
  }
  const url = new URL(mqtt)
  if (url.hostname === '0.0.0.0') url.hostname = '127.0.0.1'
  return { url: url.href, ...(await introduceCamera(dataDirectory, { site, name })) }
}

function read(args: string[]): Asked | string {
  let values: ReturnType<typeof optionsOf>
  try {
    values = optionsOf(args)
  } catch (error) {
    return (error as Error).message
  }
  const { account, authority, broker, from, 'password-file': passwordFile } = values
  const who = identified(values.site, values.name)
  if (typeof who === 'string') return who
  if (from === undefined) return '--from is missing'
  const loop = values.loop ?? false
  const input = cameraInput(from)
  if (typeof input === 'string') return `--from: ${input}`
  const [fps, width] = [Number(values.fps ?? 5), Number(values.width ?? 640)]
  if (!(fps >= 0.5 && fps <= 30)) return '--fps takes 0.5 to 30'
  if (!Number.isInteger(width) || width < 160 || width > 1920) return '--width takes 160 to 1920 pixels'
  const asked = { ...who, input, fps, width, loop }
  const given = [broker, account, passwordFile].filter((value) => value !== undefined).length
  if (given === 0) return { ...asked, remote: undefined }
  if (!broker || !account || !passwordFile) return '--broker, --account and --password-file go together'
  if (!/^(mqtts?|wss?):\/\//.test(broker)) return '--broker takes mqtt://, mqtts://, ws:// or wss://'
  return { ...asked, remote: { url: broker, account, passwordFile, authorityFile: authority } }
}

const optionsOf = (args: string[]) =>
  parseArgs({
    args,
    options: {
      from: text,
      site: text,
      name: text,
      fps: text,
      width: text,
      loop: { type: 'boolean' },
      broker: text,
      account: text,
      'password-file': text,
      authority: text,
    },
  }).values

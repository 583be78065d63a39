import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Secrets } from '@larder/contracts/room'
import { flowFileName } from './flow-file.ts'
import type { Services } from './services.ts'

/**
 * The only nodes that are loaded. Leaving out the rest saves 38 MB (measured: 157 → 118 MB resident), and a flow can
 * then neither run code or commands, nor read files, nor open ports on the shop's computer.
 */
const palette = [
  ...['05-junction.js', '20-inject.js', '21-debug.js', '24-complete.js', '25-catch.js', '25-status.js', '60-link.js'],
  ...['90-comment.js', '91-global-config.js', '98-unknown.js', '10-switch.js', '15-change.js', '80-template.js'],
  ...['89-delay.js', '89-trigger.js', 'rbe.js'],
  // Our own module is found by its folder.
  'nodes',
]

export interface LogEntry {
  level: number
  msg: unknown
}

/** Node-RED's settings: signed in only, nothing fetched, nothing installed, nothing reported home. */
export async function nodeRedSettings(
  directory: string,
  secrets: Secrets['nodeRed'],
  larder: Services,
  log: (line: string) => void,
): Promise<object> {
  return {
    larder,
    userDir: directory,
    flowFile: flowFileName,
    flowFilePretty: true,
    credentialSecret: secrets.credentialSecret,
    nodesDir: fileURLToPath(new URL('./nodes', import.meta.url)),
    nodesIncludes: palette,
    lang: 'en-US',
    httpAdminRoot: '/',
    httpNodeRoot: false,
    httpAdminMiddleware: protect,
    adminAuth: await adminAuthentication(secrets.admin),
    telemetry: { enabled: false, updateNotification: false },
    externalModules: {
      autoInstall: false,
      palette: { allowInstall: false, allowUpdate: false, allowUpload: false },
      modules: { allowInstall: false },
    },
    functionExternalModules: false,
    diagnostics: { enabled: false, ui: false },
    runtimeState: { enabled: false, ui: false },
    editorTheme: {
      page: { title: 'Larder · flows' },
      header: { title: 'Larder · 告警 Alerts' },
      palette: { categories: ['larder', 'common', 'function'] },
      menu: { 'menu-item-help': false },
      projects: {},
      tours: false,
    },
    logging: {
      console: { level: 'off' },
      larder: { level: 'warn', handler: () => (entry: LogEntry) => logged(entry, log) },
    },
  }
}

/** Our flow keeps no credentials of its own: that there are none is as it should be. */
const expected = 'Encrypted credentials not found'

function logged({ msg }: LogEntry, log: (line: string) => void): void {
  const line = (msg instanceof Error ? msg.message : String(msg)).trim()
  if (line !== expected) log(line)
}

interface HeaderSink {
  setHeader(name: string, value: string): void
}

/** The editor is never shown inside another page, and its address is told to nobody. */
function protect(_request: unknown, response: HeaderSink, next: () => void): void {
  response.setHeader('X-Frame-Options', 'DENY')
  response.setHeader('X-Content-Type-Options', 'nosniff')
  response.setHeader('Referrer-Policy', 'no-referrer')
  next()
}

const hash = promisify(scrypt) as (password: string, salt: Buffer, length: number) => Promise<Buffer>

/** The account `admin`; Node-RED itself refuses a name for 10 minutes after 5 wrong passwords. */
export async function adminAuthentication(password: string) {
  const salt = randomBytes(16)
  const expected = await hash(password, salt, 32)
  const user = (name: string) => (name === 'admin' ? { username: 'admin', permissions: '*' } : null)
  return {
    type: 'credentials',
    sessionExpiryTime: 12 * 3600,
    users: async (name: string) => user(name),
    authenticate: async (name: string, given: string) =>
      timingSafeEqual(await hash(given, salt, 32), expected) ? user(name) : null,
  }
}

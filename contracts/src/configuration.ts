import { z } from 'zod'
import { cameraName } from './camera.ts'
import { cameraPlan } from './footfall-plan.ts'
import { assetId, identifier, probeId, siteId } from './identifier.ts'
import { language, languages } from './language.ts'
import { isProfileName } from './profiles.ts'
import { site } from './site.ts'

/** A TCP port; 0 asks the system for a free one. */
const port = z.number().int().min(0).max(65_535)
const host = z.string().min(1)

const brokerConfiguration = z.strictObject({
  host: host.default('0.0.0.0'),
  tcpPort: port.default(1883),
  tlsPort: port.default(8883),
  webSocketPort: port.default(9883),
  maxConnections: z.number().int().positive().default(2000),
  maxConnectionsPerAccount: z.number().int().positive().default(10),
  maxMessagesPerSecond: z.number().positive().default(500),
  maxPayloadBytes: z.number().int().positive().default(262_144),
  /** Of one camera's picture. */
  maxFrameBytes: z.number().int().positive().default(1_048_576),
  /** Of one camera; more are dropped. */
  maxFramesPerSecond: z.number().positive().default(30),
  maxQueuedPerSession: z.number().int().positive().default(100_000),
  sessionExpiryHours: z.number().positive().default(168),
})

const serialNmeaSource = z.strictObject({
  kind: z.literal('nmea'),
  name: identifier,
  path: z.string().min(1),
  baudRate: z.number().int().positive().default(9600),
  asset: assetId,
  probe: probeId.default('gps'),
})

const register = z.strictObject({
  /** What the register holds; `alarm` is reported as a status only. */
  quantity: z.enum(['celsius', 'humidityPercent', 'doorOpen', 'defrosting', 'alarm']),
  table: z.enum(['holding', 'input', 'coil', 'discrete']),
  /** Protocol address, from 0 (what `mbpoll -0` counts). */
  address: z.number().int().min(0).max(65_535),
  type: z.enum(['int16', 'uint16', 'int32', 'uint32', 'float32', 'bit']).default('int16'),
  wordOrder: z.enum(['big', 'little']).default('big'),
  scale: z.number().default(1),
})

const modbusSource = z.strictObject({
  kind: z.literal('modbus'),
  name: identifier,
  path: z.string().min(1),
  baudRate: z.number().int().positive().default(19_200),
  parity: z.enum(['none', 'even', 'odd']).default('even'),
  unit: z.number().int().min(1).max(247).default(1),
  pollSeconds: z.number().min(0.2).max(3600).default(10),
  timeoutMs: z.number().int().min(50).max(10_000).default(1000),
  asset: assetId,
  probe: probeId.default('controller'),
  registers: z.array(register).min(1),
})

/** A camera whose pictures are counted in; lines and zones hold until somebody draws them in the console. */
const camera = z.strictObject({
  name: cameraName,
  ...cameraPlan.shape,
  /** Fewer pictures a second than this count worse than they should. */
  minimumFps: z.number().positive().max(30).default(4),
})

const edgeConfiguration = z.strictObject({
  site: siteId,
  cameras: z
    .array(camera)
    .max(32)
    .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'each camera needs a name of its own')
    .default([]),
  footfall: z
    .strictObject({
      /** A detector's settings as in docs/footfall.md, or the path of such a file. */
      detector: z.union([z.string().min(1), z.looseObject({ kind: z.string() })]).default({ kind: 'centernet' }),
      /** Whether today's counts go to the console as they come; aggregates go anyway. */
      live: z.boolean().default(true),
    })
    .prefault({}),
  sources: z.array(z.discriminatedUnion('kind', [serialNmeaSource, modbusSource])).default([]),
  /** A stamp further ahead of our clock than this is kept aside. */
  futureSkewSeconds: z.number().min(0).default(120),
  /** A stamp older than this is kept aside. */
  ancientDays: z.number().min(1).default(400),
  /** Data later than this behind the newest of its probe is history: it never raises an alarm about now. */
  lateMinutes: z.number().min(1).default(15),
  journalMaxBytes: z.number().int().positive().default(2_000_000_000),
})

const telemetryConfiguration = z
  .discriminatedUnion('store', [
    z.strictObject({ store: z.literal('sqlite') }),
    z.strictObject({
      store: z.literal('influxdb'),
      url: z.url(),
      database: z.string().min(1),
      username: z.string().default(''),
      /** Left out of the file: give it as LARDER_INFLUXDB_PASSWORD. */
      password: z.string().default(''),
      timeoutMs: z.number().int().positive().default(10_000),
    }),
  ])
  .default({ store: 'sqlite' })

const flowsConfiguration = z.strictObject({
  host: host.default('127.0.0.1'),
  port: port.default(1880),
  /** Escalate when nobody has acknowledged after this long, one level at a time. */
  escalateAfterMinutes: z.object({ warning: z.number().positive(), critical: z.number().positive() }).default({
    warning: 30,
    critical: 5,
  }),
  webhookUrl: z.url().optional(),
  smtp: z
    .strictObject({
      host,
      port,
      from: z.email(),
      to: z.array(z.email()).min(1),
      escalateTo: z.array(z.email()).default([]),
      username: z.string().default(''),
      /** Left out of the file: give it as LARDER_SMTP_PASSWORD. */
      password: z.string().default(''),
    })
    .optional(),
})

const cloudConfiguration = z.strictObject({
  host: host.default('0.0.0.0'),
  /** Plain HTTP, on the loopback address only. */
  httpPort: port.default(8080),
  /** HTTPS with the site's certificate, for phones and other machines. */
  httpsPort: port.default(8443),
  /** What a customer's QR code starts with, when it is not this machine's own address. */
  publicUrl: z.url().optional(),
  /** Leave out for the embedded database; the environment's DATABASE_URL wins. */
  databaseUrl: z.string().optional(),
  /** Map tiles, as https://…/{z}/{x}/{y}.png; without it the embedded basemap is drawn. */
  tileUrl: z.string().optional(),
  /** Whom the tiles' licence asks to name on the map, as plain text: `© OpenStreetMap contributors`. */
  tileAttribution: z.string().min(1).optional(),
  sessionHours: z.number().positive().default(12),
})

const worldConfiguration = z.strictObject({
  enabled: z.boolean().default(true),
  scenario: z.string().default('normal'),
  seed: z.number().int().default(1),
  speed: z.number().positive().max(3600).default(1),
  historyDays: z.number().min(0).max(400).default(2),
  /** A video or a folder of JPEG pictures that a simulated camera shows; without it there is none. */
  camera: z.string().min(1).optional(),
})

const kioskConfiguration = z.strictObject({
  /** Whether `larder start` runs the kiosk's server. */
  enabled: z.boolean().default(true),
  id: identifier.default('kiosk-1'),
  /** The store it stands in; the edge's site where nothing is said. */
  site: siteId.optional(),
  host: host.default('127.0.0.1'),
  port: port.default(8090),
  /** HTTPS with the site's certificate, for screens on other machines: a browser gives its microphone to no plain page. */
  httpsPort: port.optional(),
  /** Where the cloud is; that of this machine where nothing is said. */
  cloudUrl: z
    .url({ protocol: /^https?$/, error: 'give an http or https address, such as https://shop.example' })
    .optional(),
  /** Which may be spoken; the first is the one the kiosk begins in. */
  languages: z
    .array(language)
    .min(1)
    .default([...languages]),
  idleWarningSeconds: z.number().min(5).max(600).default(30),
  idleWipeSeconds: z.number().min(10).max(900).default(45),
  voice: z
    .strictObject({
      /** The embedded voice, or any program that writes a WAV, such as `piper --model zh.onnx --output_file -`. */
      engine: z.union([z.literal('espeak'), z.strictObject({ command: z.string().min(1) })]).default('espeak'),
    })
    .prefault({}),
  /** Screens that are served at once. */
  maxSessions: z.number().int().min(1).max(32).default(32),
  /** Whether missing speech models are fetched from their makers while the kiosk runs. */
  fetchModels: z.boolean().default(true),
})

/** The one configuration file, `larder.json` in the data folder. Every fault is reported together. */
export const configuration = z
  .strictObject({
    sites: z.array(site).min(1),
    broker: brokerConfiguration.prefault({}),
    edge: edgeConfiguration,
    telemetry: telemetryConfiguration,
    flows: flowsConfiguration.prefault({}),
    cloud: cloudConfiguration.prefault({}),
    kiosk: kioskConfiguration.prefault({}),
    world: worldConfiguration.prefault({}),
  })
  .superRefine((value, context) => {
    const own = value.sites.find((candidate) => candidate.id === value.edge.site)
    if (own === undefined) {
      const known = value.sites.map((candidate) => candidate.id).join(', ')
      context.addIssue({ code: 'custom', path: ['edge', 'site'], message: `name one of the sites: ${known}` })
    }
    const { kiosk } = value
    if (kiosk.site !== undefined && !value.sites.some((candidate) => candidate.id === kiosk.site)) {
      const known = value.sites.map((candidate) => candidate.id).join(', ')
      context.addIssue({ code: 'custom', path: ['kiosk', 'site'], message: `name one of the sites: ${known}` })
    }
    if (kiosk.idleWipeSeconds <= kiosk.idleWarningSeconds) {
      const message = `choose more than kiosk.idleWarningSeconds (${kiosk.idleWarningSeconds}): the warning comes first`
      context.addIssue({ code: 'custom', path: ['kiosk', 'idleWipeSeconds'], message })
    }
    if (value.cloud.tileUrl !== undefined && value.cloud.tileAttribution === undefined) {
      const message = 'say whom the tiles of cloud.tileUrl are by, such as "© OpenStreetMap contributors"'
      context.addIssue({ code: 'custom', path: ['cloud', 'tileAttribution'], message })
    }
    value.sites.forEach((candidate, index) => {
      candidate.assets.forEach((asset, place) => {
        if (!isProfileName(asset.profile)) {
          const path = ['sites', index, 'assets', place, 'profile']
          context.addIssue({ code: 'custom', path, message: `no profile is called ${asset.profile}` })
        }
      })
    })
  })

export type Configuration = z.infer<typeof configuration>
export type ConfigurationFile = z.input<typeof configuration>
export type BrokerConfiguration = Configuration['broker']
export type EdgeConfiguration = Configuration['edge']
export type CameraConfiguration = EdgeConfiguration['cameras'][number]
export type TelemetryConfiguration = Configuration['telemetry']
export type FlowsConfiguration = Configuration['flows']
export type CloudConfiguration = Configuration['cloud']
export type KioskConfiguration = Configuration['kiosk']
export type WorldConfiguration = Configuration['world']
export type EdgeSource = EdgeConfiguration['sources'][number]
export type ModbusSource = Extract<EdgeSource, { kind: 'modbus' }>
export type NmeaSource = Extract<EdgeSource, { kind: 'nmea' }>
export type Register = ModbusSource['registers'][number]

import { z } from 'zod'
import { profiles } from './profiles.ts'
import { type Kind, type PayloadWire, topics } from './topics.ts'

type Schema = z.core.JSONSchema.BaseSchema

/** What a kind is for, in a line; and one message as it goes over the wire. */
export const told: { [K in Kind]: { purpose: string; example: PayloadWire<K> } } = {
  reading: {
    purpose: 'One sample of a probe.',
    example: {
      sequence: 4711,
      observedAt: '2026-11-20T09:30:00+08:00',
      celsius: 1.44,
      humidityPercent: 88,
      rssiDbm: -71,
    },
  },
  readings: {
    purpose:
      "Up to 500 samples: a gateway's batch or a late upload. Good ones are used even when others are kept aside.",
    example: [
      { sequence: 4711, observedAt: '2026-11-20T09:30:00+08:00', celsius: 1.44 },
      { sequence: 4712, observedAt: '2026-11-20T09:31:00+08:00', celsius: 1.5 },
    ],
  },
  position: {
    purpose: 'Where a truck is.',
    example: {
      sequence: 12,
      observedAt: '2026-11-20T09:30:00+08:00',
      latitude: 31.2304,
      longitude: 121.4737,
      speedMetersPerSecond: 9.2,
    },
  },
  status: {
    purpose: "A device's own state, retained; publish it on connecting and give `online: false` as the will.",
    example: {
      observedAt: '2026-11-20T09:30:00+08:00',
      online: true,
      batteryVolts: 2.95,
      rssiDbm: -71,
      firmware: '1.4.2',
    },
  },
  frame: {
    purpose:
      'One picture of a camera. Only the edge of the site hears it; it is never stored, queued, retained or given as a will. Larger ones than `broker.maxFrameBytes` end the connection; more than `broker.maxFramesPerSecond` of a camera are dropped and counted.',
    example: new Uint8Array(),
  },
  situation: {
    purpose: 'One state of one situation; keep the highest revision of an id.',
    example: {
      id: 'shop-1.cabinet-1.too-warm.1795138200000',
      revision: 1,
      site: 'shop-1',
      asset: 'cabinet-1',
      cause: 'too-warm',
      severity: 'critical',
      state: 'open',
      probe: 'air',
      profile: 'fresh-fish',
      fromMs: 1795138200000,
      openedAtMs: 1795140000000,
      latestCelsius: 6.2,
      peakCelsius: 6.4,
      limitCelsius: 4,
      past: false,
    },
  },
  quarantine: {
    purpose: 'A message that was kept aside, and why.',
    example: {
      id: 9,
      atMs: 1795138200000,
      source: 'larder/v1/reading/shop-1/cabinet-1/air',
      reason: 'invalid',
      detail: 'observedAt: write an ISO 8601 time with its UTC offset',
      excerpt: '{"sequence":1,"observedAt":"yesterday","celsius":3}',
    },
  },
  edge: {
    purpose: "The health of a site's edge node, retained.",
    example: {
      atMs: 1795138200000,
      startedAtMs: 1795130000000,
      accepted: 120_000,
      duplicates: 3,
      late: 60,
      quarantined: { future: 1 },
      journal: { rows: 0, bytes: 4096, maxBytes: 2_000_000_000, aggregated: 0 },
      store: { kind: 'sqlite', reachable: true },
      sources: [{ name: 'mqtt', connected: true }],
    },
  },
  camera: {
    purpose: "A camera's health as the edge measures it, retained.",
    example: {
      atMs: 1795138200000,
      state: 'degraded',
      faults: ['slow'],
      framesPerSecond: 3.2,
      lookedPerSecond: 3.2,
      lastFrameAtMs: 1795138199700,
      picture: { width: 640, height: 480 },
      dropped: 0,
      refused: 0,
      refusal: null,
      detectorRestarts: 0,
    },
  },
  footfall: {
    purpose:
      'A quarter of an hour of counting. A count of 1 to 4 is null: it is told with a later quarter of the same day.',
    example: {
      fromMs: 1795138200000,
      untilMs: 1795139100000,
      lines: [{ camera: 'door', line: 'entrance', entrance: true, in: 23, out: 17, reEntries: null }],
      zones: [{ camera: 'door', zone: 'fish counter', stays: 12, dwellSeconds: 47.5, queueMean: 1.4, queueMost: 4 }],
      cameras: [{ camera: 'door', countedShare: 1 }],
    },
  },
  'footfall-now': {
    purpose: "Today so far, for the store's own console; nobody keeps it, and `edge.footfall.live: false` ends it.",
    example: { atMs: 1795138200000, day: '2026-11-20', in: 214, out: 187, reEntries: 9, inside: 27, clamped: 0 },
  },
  still: {
    purpose: 'One picture for the manager who asked, sealed for the asking browser; people in it are unrecognisable.',
    example: {
      id: '7d3c2a52-7b1f-4c52-9c0d-0b8f6b1d2a11',
      wrappedKey: 'bXVjaCBsb25nZXI=',
      nonce: 'AAAAAAAAAAAAAAAA',
      sealed: 'bXVjaCBsb25nZXI=',
    },
  },
  acknowledgement: {
    purpose: 'A person has taken a situation; escalation stops, until a warning that was taken becomes critical.',
    example: {
      situation: 'shop-1.cabinet-1.too-warm.1795138200000',
      by: 'staff',
      reason: 'door closed, watching',
      severity: 'warning',
      atMs: 1795140060000,
    },
  },
  profiles: {
    purpose: 'Every profile of the shop as last edited, retained: the edge judges by it, also while the cloud is away.',
    example: { editedAtMs: 1795138200000, profiles: { 'frozen-transport': profiles['frozen-transport'] } },
  },
  'footfall-plan': {
    purpose: 'Lines and zones of every camera as last drawn, retained. Places are shares of the picture.',
    example: {
      editedAtMs: 1795138200000,
      cameras: {
        door: {
          lines: [{ name: 'entrance', from: { x: 0.2, y: 0.6 }, to: { x: 0.8, y: 0.6 }, entrance: true }],
          zones: [],
        },
      },
      staffHours: [{ from: 22, until: 8 }],
      resetHour: 4,
    },
  },
  occupancy: {
    purpose: 'Somebody has counted by eye how many are inside.',
    example: { inside: 31, atMs: 1795138200000 },
  },
  'still-request': {
    purpose: 'A manager asks for one picture to draw lines on; why is in the audit log.',
    example: {
      id: '7d3c2a52-7b1f-4c52-9c0d-0b8f6b1d2a11',
      atMs: 1795138200000,
      publicKey:
        'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA13wsGlbno6xXu+OfR+VtfKTExEdDE2c8dofu1aJwSgfa3fHLYgr4ku+vaxpOL203KWtDZ9OO9UwIeGlMM2B0cSkKt0gd9pbawKGpNcnWGJnAEsA4Og0M0vqWteb2wSef4ZOlz5Z76fAVg0uQ+UcoxFQ7S5nC19im8uAfcTp8lLj54IpGBWBPjTjoHFfQ6o0Egg12i32Biv/xcUjhDUM9DkCX+ZSKxlsZcdpph6BZecOsctSmo56kTygrxJGxLwDABGuubSH4RB4y3ZqBLgqng9uLXPhowVHsH+m476PkVQRZTN7Bc180VaS3G1BGaa5R+yX1zf5QUtLLPBwP8tOucQIDAQAB',
    },
  },
  notification: {
    purpose: 'Someone was told, through which channel, and whether it worked.',
    example: {
      id: 'n-1',
      situation: 'shop-1.cabinet-1.too-warm.1795138200000',
      site: 'shop-1',
      asset: 'cabinet-1',
      cause: 'too-warm',
      severity: 'critical',
      kind: 'raised',
      channel: 'email',
      to: 'night-shift@example.com',
      level: 0,
      text: { zh: '一号柜温度过高', en: 'Cabinet 1 is too warm' },
      atMs: 1795140001000,
      outcome: 'sent',
    },
  },
}

/** docs/protocol.md, from the schemas themselves: it cannot say anything else than what the servers check. */
export function protocolDocument(): string {
  const kinds = Object.keys(topics) as Kind[]
  return [
    '# Protocol',
    '',
    '<!-- Generated from contracts/src by `npm run larder -- protocol`; a test compares the two. -->',
    '',
    'MQTT 3.1.1. JSON in UTF-8. Every message kind has one topic; the second level, `v1`, is the version of the wire: a',
    'change that old readers could not read makes it `v2`, beside it. A device may publish only the kinds marked *device*,',
    'only on its own site and asset and probe, or camera. An acknowledged QoS 1 publish is on disk.',
    '',
    '| kind | topic | sent by | QoS | retained |',
    '| --- | --- | --- | --- | --- |',
    ...kinds.map((kind) => {
      const { levels, from, qos, retain } = topics[kind]
      return `| [${kind}](#${kind}) | \`larder/v1/${kind}/${levels.map((level) => `{${level}}`).join('/')}\` | ${from} | ${qos} | ${retain ? 'yes' : 'no'} |`
    }),
    ...kinds.flatMap(section),
    '',
  ].join('\n')
}

function section<K extends Kind>(kind: K): string[] {
  if ('content' in topics[kind]) {
    return ['', `## ${kind}`, '', told[kind].purpose, '', `The payload is \`${topics[kind].content}\`, as bytes.`]
  }
  const schema = z.toJSONSchema(topics[kind].payload, {
    io: 'input',
    unrepresentable: 'any',
    override: nameInstant,
  }) as Schema
  const fields = schema.type === 'array' ? (schema.items as Schema) : schema
  const required = new Set(fields.required ?? [])
  return [
    '',
    `## ${kind}`,
    '',
    told[kind].purpose,
    '',
    ...(kind === 'readings'
      ? ['An array of [reading](#reading).']
      : [
          '| field | type | required |',
          '| --- | --- | --- |',
          ...Object.entries(fields.properties ?? {}).map(
            ([name, field]) => `| \`${name}\` | ${describe(field as Schema)} | ${required.has(name) ? 'yes' : ''} |`,
          ),
        ]),
    '',
    '```json',
    JSON.stringify(told[kind].example, null, 2),
    '```',
  ]
}

/** A transform has no JSON schema of its own; the only one on the wire is the instant. */
function nameInstant({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodTypes; jsonSchema: Schema }): void {
  if (zodSchema._zod.def.type === 'pipe')
    Object.assign(jsonSchema, { type: 'string', description: 'ISO 8601 time with UTC offset' })
}

function describe(field: Schema): string {
  if (field.description) return field.description
  if (field.enum) return field.enum.map((value) => `\`${value}\``).join(', ')
  if (field.type === 'object')
    return field.properties ? `object: ${Object.keys(field.properties).join(', ')}` : 'object'
  if (field.type === 'array') return 'array'
  const { minimum, maximum } = field
  const least = typeof minimum === 'number' && minimum > Number.MIN_SAFE_INTEGER ? `≥ ${minimum}` : ''
  const most = typeof maximum === 'number' && maximum < Number.MAX_SAFE_INTEGER ? `≤ ${maximum}` : ''
  return [String(field.type ?? 'any'), [least, most].filter(Boolean).join(', ')].filter(Boolean).join(' ')
}

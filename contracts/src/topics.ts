import type { z } from 'zod'
import { acknowledgementMessage } from './acknowledgement.ts'
import { cameraStatusMessage, jpegPicture } from './camera.ts'
import { deviceStatusMessage } from './device-status.ts'
import { edgeStatusMessage } from './edge-status.ts'
import { footfallMessage, footfallNowMessage, occupancyMessage, stillMessage, stillRequestMessage } from './footfall.ts'
import { footfallPlanMessage } from './footfall-plan.ts'
import { notificationMessage } from './notification.ts'
import { positionMessage } from './position.ts'
import { profilesMessage } from './profile-set.ts'
import { quarantineMessage } from './quarantine.ts'
import { readingBatchMessage, readingMessage } from './reading.ts'
import { situationMessage } from './situation.ts'

/** The wire's version: the second level of every topic. A change that old readers cannot read makes it v2. */
export const wireRoot = 'larder/v1'

/** One row per message kind: who says it, its levels after the kind, its delivery, its payload. */
export const topics = {
  reading: { from: 'device', levels: ['site', 'asset', 'probe'], qos: 1, retain: false, payload: readingMessage },
  readings: { from: 'device', levels: ['site', 'asset', 'probe'], qos: 1, retain: false, payload: readingBatchMessage },
  position: { from: 'device', levels: ['site', 'asset', 'probe'], qos: 1, retain: false, payload: positionMessage },
  status: { from: 'device', levels: ['site', 'asset', 'probe'], qos: 1, retain: true, payload: deviceStatusMessage },
  frame: {
    from: 'device',
    levels: ['site', 'camera'],
    qos: 0,
    retain: false,
    payload: jpegPicture,
    content: 'image/jpeg',
  },
  situation: { from: 'edge', levels: ['site', 'asset', 'cause'], qos: 1, retain: false, payload: situationMessage },
  quarantine: { from: 'edge', levels: ['site'], qos: 1, retain: false, payload: quarantineMessage },
  edge: { from: 'edge', levels: ['site'], qos: 1, retain: true, payload: edgeStatusMessage },
  camera: { from: 'edge', levels: ['site', 'camera'], qos: 1, retain: true, payload: cameraStatusMessage },
  footfall: { from: 'edge', levels: ['site'], qos: 1, retain: false, payload: footfallMessage },
  'footfall-now': { from: 'edge', levels: ['site'], qos: 1, retain: true, payload: footfallNowMessage },
  still: { from: 'edge', levels: ['site', 'camera'], qos: 0, retain: false, payload: stillMessage },
  acknowledgement: {
    from: 'cloud',
    levels: ['site', 'asset', 'cause'],
    qos: 1,
    retain: false,
    payload: acknowledgementMessage,
  },
  profiles: { from: 'cloud', levels: ['site'], qos: 1, retain: true, payload: profilesMessage },
  'footfall-plan': { from: 'cloud', levels: ['site'], qos: 1, retain: true, payload: footfallPlanMessage },
  occupancy: { from: 'cloud', levels: ['site'], qos: 1, retain: false, payload: occupancyMessage },
  'still-request': {
    from: 'cloud',
    levels: ['site', 'camera'],
    qos: 1,
    retain: false,
    payload: stillRequestMessage,
  },
  notification: {
    from: 'flows',
    levels: ['site', 'asset', 'cause'],
    qos: 1,
    retain: false,
    payload: notificationMessage,
  },
} as const satisfies Record<string, TopicRow>

export type Sender = 'device' | 'edge' | 'cloud' | 'flows'
export type Kind = keyof typeof topics
export type Payload<K extends Kind> = z.infer<(typeof topics)[K]['payload']>
export type PayloadWire<K extends Kind> = z.input<(typeof topics)[K]['payload']>
export type Level = 'site' | 'asset' | 'probe' | 'cause' | 'camera'
export type Address<K extends Kind> = { [L in (typeof topics)[K]['levels'][number]]: string }

interface TopicRow {
  from: Sender
  levels: readonly Level[]
  qos: 0 | 1
  retain: boolean
  payload: z.ZodType
  /** What the payload's bytes are, where they are not JSON in UTF-8. */
  content?: 'image/jpeg'
}

/** Pictures of people: the broker neither stores nor queues them, and only the site's own edge hears them. */
export const isFrameTopic = (topic: string): boolean => topic.startsWith(`${wireRoot}/frame/`)

/** The topic of one message: `topicOf('reading', { site, asset, probe })`. */
export function topicOf<K extends Kind>(kind: K, address: Address<K>): string {
  const levels = topics[kind].levels as readonly (keyof Address<K>)[]
  return [wireRoot, kind, ...levels.map((level) => address[level])].join('/')
}

/** A subscription filter: a level that is not given is a wildcard. */
export function filterOf<K extends Kind>(kind: K, address: Partial<Address<K>> = {}): string {
  const levels = topics[kind].levels as readonly (keyof Address<K>)[]
  return [wireRoot, kind, ...levels.map((level) => address[level] ?? '+')].join('/')
}

/** A topic's kind and address, or undefined when no message kind has this topic. */
export function parseTopic(topic: string): { kind: Kind; address: Partial<Record<Level, string>> } | undefined {
  const [room, version, kind, ...values] = topic.split('/')
  if (`${room}/${version}` !== wireRoot || !isKind(kind)) return undefined
  const levels = topics[kind].levels
  if (values.length !== levels.length || values.some((value) => value === '')) return undefined
  return { kind, address: Object.fromEntries(levels.map((level, index) => [level, values[index]])) }
}

const isKind = (word: string | undefined): word is Kind => word !== undefined && Object.hasOwn(topics, word)

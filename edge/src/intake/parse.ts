import { identifier } from '@larder/contracts/identifier'
import { type PositionMessage, positionMessage } from '@larder/contracts/position'
import type { QuarantineReason } from '@larder/contracts/quarantine'
import { batchReadings, type ReadingMessage, readingMessage } from '@larder/contracts/reading'
import { parseTopic, topicOf } from '@larder/contracts/topics'
import type { z } from 'zod'
import type { Sample } from '../journal/journal.ts'
import type { ProbeAddress } from '../telemetry/store.ts'
import { excerptLength, type Message, type Parsed, type Rejection } from './message.ts'
import { type StampLimits, stampFault } from './stamp.ts'

export interface ParseLimits extends StampLimits {
  site: string
  maxPayloadBytes: number
}

type SampleKind = Sample['kind']

/**
 * The door: bytes and a topic in, typed samples and rejections out; never throws.
 * A batch with bad samples yields the good ones; each bad one is rejected by itself.
 */
export function parseMessage(message: Message, receivedAtMs: number, limits: ParseLimits): Parsed {
  const outcome: Parsed = { samples: [], rejections: [] }
  const reject = (reason: QuarantineReason, detail: string, excerpt: string) =>
    outcome.rejections.push({ source: message.topic.slice(0, 200), reason, detail, excerpt })

  const target = targetOf(message.topic, limits.site)
  if (typeof target === 'string') {
    reject('unknown-topic', target, textOf(message.payload))
    return outcome
  }
  if (message.payload.byteLength > limits.maxPayloadBytes) {
    const detail = `${message.payload.byteLength} bytes: send at most ${limits.maxPayloadBytes} in one message`
    reject('too-large', detail, textOf(message.payload))
    return outcome
  }
  const json = parseJson(message.payload)
  if (json === undefined) {
    reject('malformed-json', 'the payload is no JSON text', textOf(message.payload))
    return outcome
  }
  if (target.kind === 'readings' && !isBatch(json)) {
    reject('invalid', `send an array of 1 to ${batchReadings} readings`, textOf(message.payload))
    return outcome
  }
  if (target.kind === 'reading' && Array.isArray(json)) {
    const detail = `one reading goes here; an array of readings goes to ${topicOf('readings', target.address)}`
    reject('invalid', detail, textOf(message.payload))
    return outcome
  }
  const kind = target.kind === 'position' ? 'position' : 'reading'
  for (const sample of samplesOf(target.kind, json)) {
    const parsed = parseSample(kind, sample, target.address, receivedAtMs, limits)
    if ('reason' in parsed) reject(parsed.reason, parsed.detail, JSON.stringify(sample).slice(0, excerptLength))
    else outcome.samples.push(parsed)
  }
  return outcome
}

/** One sample of a source that has no topics, such as a serial receiver: the same checks as on the wire. */
export function parseSample(
  kind: SampleKind,
  sample: unknown,
  address: ProbeAddress,
  receivedAtMs: number,
  limits: StampLimits,
): Sample | Pick<Rejection, 'reason' | 'detail'> {
  const result = kind === 'reading' ? readingMessage.safeParse(sample) : positionMessage.safeParse(sample)
  if (!result.success) return faultOf(result.error)
  return (
    stampFault(result.data.observedAt, receivedAtMs, limits) ?? observationOf(kind, result.data, address, receivedAtMs)
  )
}

function observationOf(
  kind: SampleKind,
  sample: ReadingMessage | PositionMessage,
  { site, asset, probe }: ProbeAddress,
  receivedAtMs: number,
): Sample {
  const head = { site, asset, probe, sequence: sample.sequence, observedAtMs: sample.observedAt, receivedAtMs }
  if (kind === 'position') {
    const { sequence: _, observedAt: __, ...fix } = sample as PositionMessage
    return { kind, position: { ...head, ...fix } }
  }
  const { sequence: _, observedAt: __, batteryVolts: ___, rssiDbm: ____, ...quantities } = sample as ReadingMessage
  return { kind, reading: { ...head, ...quantities } }
}

interface Target {
  kind: SampleKind | 'readings'
  address: ProbeAddress
}

/** Topics repeat for ever, so each is judged once; the cache is bounded against a flood of invented ones. */
const knownTargets = new Map<string, Target | string>()
const knownTargetsAtMost = 20_000

function targetOf(topic: string, site: string): Target | string {
  const key = `${site} ${topic}`
  const known = knownTargets.get(key)
  if (known !== undefined) return known
  if (knownTargets.size >= knownTargetsAtMost) knownTargets.clear()
  const target = judgeTopic(topic, site)
  knownTargets.set(key, target)
  return target
}

function judgeTopic(topic: string, ownSite: string): Target | string {
  const parsed = parseTopic(topic)
  if (parsed === undefined) return 'no message kind has this topic'
  const { kind } = parsed
  if (kind !== 'reading' && kind !== 'readings' && kind !== 'position') return `the edge takes no ${kind} messages`
  const { site = '', asset = '', probe = '' } = parsed.address
  if (site !== ownSite) return `this edge serves the site ${ownSite}`
  const unfit = [asset, probe].find((name) => !identifier.safeParse(name).success)
  if (unfit !== undefined) return `"${unfit.slice(0, 60)}" is no identifier: use 1 to 48 of a-z, 0-9 and "-"`
  return { kind, address: { site, asset, probe } }
}

const isBatch = (json: unknown): json is unknown[] =>
  Array.isArray(json) && json.length >= 1 && json.length <= batchReadings

const samplesOf = (kind: Target['kind'], json: unknown): unknown[] =>
  kind === 'readings' ? (json as unknown[]) : [json]

/** Numbers out of their quantity's bounds are `implausible`; everything else that fails the schema is `invalid`. */
function faultOf(error: z.ZodError): Pick<Rejection, 'reason' | 'detail'> {
  const outOfRange = error.issues.every(
    (issue) => (issue.code === 'too_big' || issue.code === 'too_small') && issue.origin === 'number',
  )
  const detail = error.issues
    .slice(0, 3)
    .map((issue) => (issue.path.length > 0 ? `${issue.path.join('.')}: ${issue.message}` : issue.message))
    .join('; ')
  return { reason: outOfRange ? 'implausible' : 'invalid', detail: detail.slice(0, 500) }
}

const decoder = new TextDecoder()

function parseJson(payload: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(payload))
  } catch {
    return undefined
  }
}

const textOf = (payload: Uint8Array): string =>
  decoder.decode(payload.subarray(0, excerptLength * 4)).slice(0, excerptLength)

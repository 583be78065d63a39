import { z } from 'zod'
import { assetId, probeId, siteId } from './identifier.ts'
import { atMs } from './instant.ts'

/** Why a situation exists. A probe fault and a temperature alarm are different things. */
export const cause = z.enum([
  'too-warm',
  'too-cold',
  'too-warm-in-total',
  'too-cold-in-total',
  'rising-fast',
  'predicted-breach',
  'life-spent',
  'unexplained-warmth',
  'defrost-missed',
  'defrost-overlong',
  'door-open',
  'silence',
  'sensor-fault',
  'stale-value',
  'journal-filling',
  'store-unreachable',
])
export const severity = z.enum(['warning', 'critical'])
export const situationState = z.enum(['open', 'resolved'])

/**
 * One state of one situation, topic `larder/v1/situation/{site}/{asset}/{cause}`, QoS 1, from the edge.
 * There is one open situation per asset and cause; `id` is stable over its life and `revision` rises with each
 * message, so a consumer keeps the highest revision and ignores the rest.
 */
export const situationMessage = z.object({
  id: z.string().min(8).max(200),
  revision: z.number().int().nonnegative(),
  site: siteId,
  asset: assetId,
  cause,
  severity,
  state: situationState,
  probe: probeId.optional(),
  profile: z.string().optional(),
  /** When the condition began by the devices' clocks. */
  fromMs: atMs,
  /** When the rule's delay had passed and the situation became real. */
  openedAtMs: atMs,
  /** When it ended; absent while open. */
  untilMs: atMs.optional(),
  /** The newest evidence, in the quantity of the cause. */
  latestCelsius: z.number().optional(),
  /** The extreme on the wrong side of the limit. */
  peakCelsius: z.number().optional(),
  limitCelsius: z.number().optional(),
  /** How long the limit was passed in all, of a total. */
  totalMinutes: z.number().nonnegative().optional(),
  /** How much of their whole life the goods spent within the trip. */
  spentPercent: z.number().nonnegative().optional(),
  celsiusPerHour: z.number().optional(),
  /** When the limit will be passed, of a predicted breach. */
  breachAtMs: atMs.optional(),
  /** True when it was found in data that arrived late: it is a matter of record, never an alarm about now. */
  past: z.boolean(),
})

export type Cause = z.infer<typeof cause>
export type Severity = z.infer<typeof severity>
export type Situation = z.infer<typeof situationMessage>

import type { Consignment, Leg } from '@larder/contracts/consignment'
import type { Situation } from '@larder/contracts/situation'
import type { Stretch } from '@larder/edge/telemetry/store'
import type { JsonObject } from '../event.ts'
import type { DerivedEvent } from './lot-events.ts'
import { context, type Known, locationId, lotClass, objectId, when } from './naming.ts'

/** What one probe saw during a leg, in stretches. */
export interface LegProbe {
  probe: string
  stretches: Stretch[]
}

export interface LegTelemetry {
  probes: LegProbe[]
  situations: Situation[]
}

const temperatureCauses = [
  'too-warm',
  'too-cold',
  'too-warm-in-total',
  'too-cold-in-total',
  'rising-fast',
  'life-spent',
]

/** The consignment is packed where its first leg begins. */
export function consignmentPacked({ id, lots, legs }: Consignment, known: Known): DerivedEvent[] {
  const [first] = inOrder(legs)
  if (first === undefined) return []
  const event = {
    ...aggregate(id, lots, known),
    action: 'ADD',
    ...when(first.fromMs, first.site, known),
    bizStep: 'packing',
    disposition: 'in_progress',
    readPoint: { id: locationId(first.site) },
  }
  return [{ source: `consignment/${id}`, event }]
}

/** A leg begins: shipped, received, put into store or on sale. */
export function legBegun(consignment: Consignment, leg: Leg, known: Known): DerivedEvent {
  const { id, lots } = consignment
  const legs = inOrder(consignment.legs)
  const before = legs[legs.indexOf(leg) - 1]
  const event = {
    ...aggregate(id, lots, known),
    action: 'OBSERVE',
    ...when(leg.fromMs, leg.site, known),
    ...beginning(leg, before),
    readPoint: { id: locationId(leg.site, leg.asset) },
    bizLocation: { id: locationId(leg.site, leg.asset) },
  }
  return { source: `leg/${id}/${leg.site}/${leg.asset}/${leg.fromMs}`, event }
}

function beginning({ phase }: Leg, before: Leg | undefined): { bizStep: string; disposition: string } {
  if (phase === 'transit') return { bizStep: 'shipping', disposition: 'in_transit' }
  if (before?.phase === 'transit') return { bizStep: 'receiving', disposition: 'in_progress' }
  if (phase === 'cabinet') return { bizStep: 'stocking', disposition: 'sellable_accessible' }
  return { bizStep: 'storing', disposition: 'in_progress' }
}

/**
 * What the probes saw from a leg's beginning to its end: minimum, mean and maximum per interval, and a link to the raw
 * readings. Nothing where there was no probe, or it was silent.
 */
export function legSensed(
  { id, lots }: Consignment,
  leg: Leg & { untilMs: number },
  { probes, situations }: LegTelemetry,
  rawDataOf: (fromMs: number, untilMs: number) => string,
  known: Known,
): DerivedEvent[] {
  const elements = probes.flatMap(({ probe, stretches }) =>
    stretches
      .map((stretch) => ({ ...stretch, lastMs: Math.min(stretch.lastMs, leg.untilMs) }))
      .map((stretch) => elementOf(stretch, leg, probe, situations, rawDataOf)),
  )
  if (elements.length === 0) return []
  const event = {
    '@context': [context],
    type: 'ObjectEvent',
    action: 'OBSERVE',
    ...when(leg.untilMs, leg.site, known),
    bizStep: leg.phase === 'transit' ? 'transporting' : 'sensor_reporting',
    quantityList: lots.map((lot) => ({ epcClass: lotClass(lot, known) })),
    readPoint: { id: locationId(leg.site, leg.asset) },
    'larder:consignment': objectId('consignment', id),
    sensorElementList: elements,
  }
  return [{ source: `leg-sensed/${id}/${leg.site}/${leg.asset}/${leg.fromMs}`, event }]
}

function elementOf(
  { firstMs, lastMs, minCelsius, meanCelsius, maxCelsius }: Stretch,
  { site, asset }: Leg,
  probe: string,
  situations: readonly Situation[],
  rawDataOf: (fromMs: number, untilMs: number) => string,
): JsonObject {
  const alarmed = situations.some(
    (one) =>
      temperatureCauses.includes(one.cause) &&
      one.fromMs <= lastMs &&
      (one.untilMs ?? Number.POSITIVE_INFINITY) >= firstMs,
  )
  return {
    sensorMetadata: {
      startTime: new Date(firstMs).toISOString(),
      endTime: new Date(lastMs).toISOString(),
      deviceID: objectId('probe', site, asset, probe),
      rawData: rawDataOf(firstMs, lastMs + 1),
    },
    sensorReport: [
      {
        type: 'Temperature',
        ...(alarmed ? { exception: 'ALARM_CONDITION' } : {}),
        minValue: minCelsius,
        // A mean is a sum's rounding away from its own bounds.
        meanValue: Math.min(maxCelsius, Math.max(minCelsius, hundredths(meanCelsius))),
        maxValue: maxCelsius,
        uom: 'CEL',
      },
    ],
  }
}

const hundredths = (celsius: number): number => Math.round(celsius * 100) / 100

const inOrder = (legs: readonly Leg[]): Leg[] => [...legs].sort((a, b) => a.fromMs - b.fromMs)

const aggregate = (id: string, lots: readonly string[], known: Known) => ({
  '@context': [context],
  type: 'AggregationEvent',
  parentID: objectId('consignment', id),
  childQuantityList: lots.map((lot) => ({ epcClass: lotClass(lot, known) })),
})

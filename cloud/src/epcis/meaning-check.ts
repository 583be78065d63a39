import type { EpcisEvent, JsonObject } from './event.ts'
import type { Fault } from './fault.ts'

/** What the schema cannot say: times in order, figures that agree. The first fault, or undefined. */
export function meaningFault(event: EpcisEvent, path: string): Fault | undefined {
  if (event.type === 'AggregationEvent' && event.action !== 'OBSERVE' && event.parentID === undefined) {
    return { path, message: 'parentID is missing: only an OBSERVE may leave it out (EPCIS 2.0 §7.4.2)' }
  }
  return sensorFault(event, path) ?? declarationFault(event, path)
}

function sensorFault({ sensorElementList = [], eventTime }: EpcisEvent, path: string): Fault | undefined {
  const eventMs = Date.parse(eventTime)
  for (const [index, { sensorMetadata = {}, sensorReport }] of sensorElementList.entries()) {
    const element = `${path}.sensorElementList[${index}]`
    const late = lateTime(sensorMetadata, eventMs, `${element}.sensorMetadata`)
    if (late !== undefined) return late
    const [startMs, endMs] = [timeOf(sensorMetadata.startTime), timeOf(sensorMetadata.endTime)]
    if (startMs !== undefined && endMs !== undefined && startMs > endMs) {
      return { path: `${element}.sensorMetadata.startTime`, message: 'is after endTime' }
    }
    for (const [position, report] of sensorReport.entries()) {
      const at = `${element}.sensorReport[${position}]`
      const wrong = lateTime(report, eventMs, at) ?? disorder(report, at)
      if (wrong !== undefined) return wrong
    }
  }
  return undefined
}

/** A sensor cannot have observed what is still to come (EPCIS 2.0 §7.3.7). */
function lateTime(fields: JsonObject, eventMs: number, path: string): Fault | undefined {
  const late = ['time', 'startTime', 'endTime'].find((name) => (timeOf(fields[name]) ?? 0) > eventMs)
  return late === undefined ? undefined : { path: `${path}.${late}`, message: 'is after the eventTime' }
}

const timeOf = (value: unknown): number | undefined => (typeof value === 'string' ? Date.parse(value) : undefined)

function disorder({ minValue, meanValue, maxValue, percRank }: JsonObject, path: string): Fault | undefined {
  const rising = [minValue, meanValue, maxValue].filter((value) => typeof value === 'number')
  if (rising.some((value, index) => value > (rising[index + 1] ?? Number.POSITIVE_INFINITY))) {
    return { path, message: 'minValue, meanValue and maxValue are not in order' }
  }
  if (typeof percRank === 'number' && (percRank < 0 || percRank > 100)) {
    return { path: `${path}.percRank`, message: 'is not between 0 and 100' }
  }
  return undefined
}

function declarationFault({ errorDeclaration, eventTime }: EpcisEvent, path: string): Fault | undefined {
  if (errorDeclaration === undefined) return undefined
  if (Date.parse(errorDeclaration.declarationTime) < Date.parse(eventTime)) {
    return { path: `${path}.errorDeclaration.declarationTime`, message: 'is before the eventTime' }
  }
  return undefined
}

import { sql } from 'kysely'
import type { Database } from '../database/open.ts'
import { ParameterFault } from './conditions.ts'
import type { EpcisEvent } from './event.ts'
import type { EventQuery } from './event-query.ts'
import type { Pattern } from './pattern.ts'
import type { Term } from './terms.ts'

export interface Page {
  events: EpcisEvent[]
  /** Undefined at the end. */
  nextPageToken: string | undefined
}

/** More events than `maxEventCount` allows. */
export class TooManyEvents extends Error {}

interface Row {
  ordinal: number
  timeMs: number
  body: string
}

/** Where a page ended. */
interface Position {
  timeMs: number
  ordinal: number
  served: number
}

const batch = 300
/** A page that found little after reading this much says so by its token, rather than hold everybody up. */
const mostLookedAt = 30_000

/** One page of what a query asks for. Tables find the candidates; the conditions decide, each by the event itself. */
export async function searchEvents(database: Database, query: EventQuery): Promise<Page> {
  const start = query.nextPageToken === undefined ? undefined : positionOf(query.nextPageToken)
  const limit = query.eventCountLimit ?? Number.POSITIVE_INFINITY
  const events: EpcisEvent[] = []
  let served = start?.served ?? 0
  let last: Position | undefined = start
  for (let lookedAt = 0; lookedAt < mostLookedAt; ) {
    const rows = await candidates(database, query, last)
    for (const { body, timeMs, ordinal } of rows) {
      const event = JSON.parse(body) as EpcisEvent
      if (query.conditions.every((condition) => condition.holds(event))) {
        if (events.length === query.perPage) return { events, nextPageToken: tokenOf(last as Position) }
        events.push(event)
        served++
        if (query.maxEventCount !== undefined && served > query.maxEventCount) throw new TooManyEvents()
      }
      last = { timeMs: Number(timeMs), ordinal: Number(ordinal), served }
      if (served >= limit) return { events, nextPageToken: undefined }
    }
    lookedAt += rows.length
    if (rows.length < batch) return { events, nextPageToken: undefined }
    await new Promise(setImmediate)
  }
  return { events, nextPageToken: tokenOf(last as Position) }
}

const tokenOf = (position: Position): string => Buffer.from(JSON.stringify(position)).toString('base64url')

function positionOf(token: string): Position {
  try {
    const { timeMs, ordinal, served } = JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as Position
    if ([timeMs, ordinal, served].every(Number.isSafeInteger)) return { timeMs, ordinal, served }
  } catch {
    // Said below, whatever it was.
  }
  throw new ParameterFault('nextPageToken: is none of ours; take it from the Link header')
}

/** What identifies best comes first: the candidates come from there, the others only look. */
const bySelectivity = ['transformationID', 'bizTransaction', 'epc', 'inputEPC', 'outputEPC', 'parentID']

async function candidates(database: Database, query: EventQuery, after: Position | undefined): Promise<Row[]> {
  const found = query.conditions.flatMap(({ found: one }) => (one === undefined ? [] : [one]))
  const rank = ({ names }: { names: string[] }) => {
    const [name = ''] = names
    const at = bySelectivity.indexOf(name)
    return at >= 0 ? at : name.endsWith('Class') ? bySelectivity.length : bySelectivity.length + 1
  }
  const [driver] = found.sort((a, b) => rank(a) - rank(b))
  if (driver?.patterns.length === 1 && driver.names.length === 1 && query.orderBy === 'eventTime') {
    const [pattern] = driver.patterns
    const [name] = driver.names
    if (pattern?.exact && name !== undefined && query.ids === undefined) {
      return ofTerm(database, query, { name, value: pattern.start }, after)
    }
  }
  const time = query.orderBy === 'eventTime' ? 'epcisEvent.eventTimeMs' : 'epcisEvent.recordTimeMs'
  const direction = query.descending ? 'desc' : 'asc'
  const beyond = query.descending ? '<' : '>'
  let select = database
    .selectFrom('epcisEvent')
    .select(['epcisEvent.ordinal', `${time} as timeMs`, 'epcisEvent.body'])
    .orderBy(time, direction)
    .orderBy('epcisEvent.ordinal', direction)
    .limit(batch)
  const { fromMs, untilMs } = query
  if (fromMs !== undefined) select = select.where('epcisEvent.eventTimeMs', '>=', fromMs)
  if (untilMs !== undefined) select = select.where('epcisEvent.eventTimeMs', '<', untilMs)
  if (query.ids !== undefined) select = select.where('epcisEvent.id', 'in', query.ids)
  if (after !== undefined) {
    select = select.where((where) =>
      where.or([
        where(time, beyond, after.timeMs),
        where.and([where(time, '=', after.timeMs), where('epcisEvent.ordinal', beyond, after.ordinal)]),
      ]),
    )
  }
  if (driver !== undefined) {
    select = select.where('epcisEvent.ordinal', 'in', (inner) =>
      inner
        .selectFrom('epcisTerm')
        .select('epcisTerm.event')
        .where('epcisTerm.name', 'in', driver.names)
        .where((where) =>
          where.or(
            driver.patterns.map(({ start, exact }: Pattern) =>
              exact
                ? where('epcisTerm.value', '=', start)
                : where(sql<string>`substr(${where.ref('epcisTerm.value')}, 1, ${sql.lit(start.length)})`, '=', start),
            ),
          ),
        )
        .$if(fromMs !== undefined, (terms) => terms.where('epcisTerm.eventTimeMs', '>=', fromMs as number))
        .$if(untilMs !== undefined, (terms) => terms.where('epcisTerm.eventTimeMs', '<', untilMs as number)),
    )
  }
  return select.execute()
}

/** What one term finds, in the order its index has: a frequent word costs no more than a rare one. */
function ofTerm(
  database: Database,
  { descending, fromMs, untilMs }: EventQuery,
  { name, value }: Term,
  after: Position | undefined,
): Promise<Row[]> {
  const direction = descending ? 'desc' : 'asc'
  const beyond = descending ? '<' : '>'
  let select = database
    .selectFrom('epcisTerm')
    .innerJoin('epcisEvent', 'epcisEvent.ordinal', 'epcisTerm.event')
    .select(['epcisTerm.event as ordinal', 'epcisTerm.eventTimeMs as timeMs', 'epcisEvent.body'])
    .where('epcisTerm.name', '=', name)
    .where('epcisTerm.value', '=', value)
    .orderBy('epcisTerm.eventTimeMs', direction)
    .orderBy('epcisTerm.event', direction)
    .limit(batch)
  if (fromMs !== undefined) select = select.where('epcisTerm.eventTimeMs', '>=', fromMs)
  if (untilMs !== undefined) select = select.where('epcisTerm.eventTimeMs', '<', untilMs)
  if (after !== undefined) {
    select = select.where((where) =>
      where.or([
        where('epcisTerm.eventTimeMs', beyond, after.timeMs),
        where.and([where('epcisTerm.eventTimeMs', '=', after.timeMs), where('epcisTerm.event', beyond, after.ordinal)]),
      ]),
    )
  }
  return select.execute()
}

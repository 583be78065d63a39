import { type Condition, namedConditions, ParameterFault } from './conditions.ts'
import { flexibleCondition } from './flexible-conditions.ts'

/** What `GET /events` asks for. */
export interface EventQuery {
  conditions: Condition[]
  /** Told apart from the rest, because the tables know them in order. */
  fromMs: number | undefined
  untilMs: number | undefined
  ids: string[] | undefined
  orderBy: 'eventTime' | 'recordTime'
  descending: boolean
  /** All further events are left out. */
  eventCountLimit: number | undefined
  /** More than these are refused. */
  maxEventCount: number | undefined
  perPage: number
  nextPageToken: string | undefined
}

const defaultPerPage = 30
const mostPerPage = 1000

/** Reads the standard's parameters. Throws a ParameterFault that names the first one that is not understood. */
export function eventQuery(parameters: Readonly<Record<string, string | string[]>>): EventQuery {
  const query: EventQuery = {
    conditions: [],
    fromMs: undefined,
    untilMs: undefined,
    ids: undefined,
    orderBy: 'eventTime',
    descending: true,
    eventCountLimit: undefined,
    maxEventCount: undefined,
    perPage: defaultPerPage,
    nextPageToken: undefined,
  }
  for (const [name, given] of Object.entries(parameters)) {
    // Lists are delimited by pipes (EPCIS 2.0, REST binding: style pipeDelimited), or the parameter is repeated.
    const values = [given].flat().flatMap((text) => text.split('|'))
    try {
      if (values.some((value) => value === '')) throw new ParameterFault('has no value')
      read(query, name, values)
    } catch (error) {
      if (!(error instanceof ParameterFault)) throw error
      throw new ParameterFault(`${name}: ${error.message}`)
    }
  }
  if (query.eventCountLimit !== undefined && query.maxEventCount !== undefined) {
    throw new ParameterFault('eventCountLimit and maxEventCount exclude each other')
  }
  if (query.eventCountLimit !== undefined && parameters.orderBy === undefined) {
    throw new ParameterFault('eventCountLimit: say by orderBy which events are the first')
  }
  return query
}

function read(query: EventQuery, name: string, values: string[]): void {
  const [value = ''] = values
  const control = Object.hasOwn(controls, name) ? controls[name] : undefined
  if (control !== undefined) {
    control(query, value)
    return
  }
  const named = Object.hasOwn(namedConditions, name) ? namedConditions[name] : undefined
  const condition = named?.(values) ?? flexibleCondition(name, values)
  if (condition === undefined) throw new ParameterFault('there is no such query parameter')
  query.conditions.push(condition)
  if (name === 'GE_eventTime') query.fromMs = Date.parse(value)
  if (name === 'LT_eventTime') query.untilMs = Date.parse(value)
  if (name === 'EQ_eventID') query.ids = values
}

const controls: Record<string, (query: EventQuery, value: string) => void> = {
  orderBy: (query, value) => {
    if (value !== 'eventTime' && value !== 'recordTime') throw new ParameterFault('must be eventTime or recordTime')
    query.orderBy = value
  },
  orderDirection: (query, value) => {
    if (value !== 'ASC' && value !== 'DESC') throw new ParameterFault('must be ASC or DESC')
    query.descending = value === 'DESC'
  },
  eventCountLimit: (query, value) => {
    query.eventCountLimit = positive(value)
  },
  maxEventCount: (query, value) => {
    query.maxEventCount = positive(value)
  },
  perPage: (query, value) => {
    query.perPage = Math.min(positive(value), mostPerPage)
  },
  nextPageToken: (query, value) => {
    query.nextPageToken = value
  },
}

function positive(text: string): number {
  const number = Number(text)
  if (!/^\d{1,9}$/.test(text) || number < 1) throw new ParameterFault('must be a whole number from 1')
  return number
}

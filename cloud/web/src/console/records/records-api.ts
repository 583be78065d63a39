import { type Path, Refusal } from '../../api.ts'

/** An EPCIS event as a page reads it; everything else of it is shown as it stands. */
export interface EventView {
  [property: string]: unknown
  eventID: string
  type: string
  eventTime: string
  bizStep?: string
  disposition?: string
  readPoint?: { id: string }
  errorDeclaration?: { declarationTime: string; reason?: string }
}

export interface EventFilter {
  step: string
  type: string
  identifier: string
  fromMs: number
  untilMs: number
}

export const mostShown = 100

/** A class of goods, such as a lot, is asked for by another parameter than a single thing. */
const isClass = (identifier: string): boolean => /:class:|:idpat:|\/10\//.test(identifier) && !/\/21\//.test(identifier)

export const eventsPath = ({ step, type, identifier, fromMs, untilMs }: EventFilter): Path<EventAnswer> => {
  const asked = new URLSearchParams({
    perPage: String(mostShown),
    GE_eventTime: new Date(fromMs).toISOString(),
    LT_eventTime: new Date(untilMs).toISOString(),
  })
  if (step !== '') asked.set('EQ_bizStep', step)
  if (type !== '') asked.set('eventType', type)
  if (identifier !== '') asked.set(isClass(identifier) ? 'MATCH_anyEPCClass' : 'MATCH_anyEPC', identifier)
  return `/api/epcis/events?${asked}`
}

interface EventAnswer {
  epcisBody: { queryResults: { resultsBody: { eventList: EventView[] } } }
}

export const stepsPath: Path<{ member: string[] }> = '/api/epcis/bizSteps?perPage=100'

export type Behaviour = 'rollback' | 'proceed'
export interface Problem {
  type: string
  title: string
  detail?: string
}
export interface CaptureOutcome {
  running: boolean
  success: boolean
  stored: number
  errors: Problem[]
}

const pollMs = 250

/** Sends a document and waits until it is captured; what is wrong with it comes back as an outcome. */
export async function captureDocument(text: string, behaviour: Behaviour): Promise<CaptureOutcome> {
  const headers = { 'content-type': 'application/ld+json', 'gs1-capture-error-behaviour': behaviour }
  const answer = await reach('/api/epcis/capture', { method: 'POST', headers, body: text })
  const job = answer.headers.get('location')
  if (answer.status !== 202 || job === null) {
    const problem = (await answer.json().catch(() => ({ title: answer.statusText }))) as Problem
    if (answer.status !== 400) throw new Refusal(answer.status, problem.detail ?? problem.title)
    return { running: false, success: false, stored: 0, errors: [problem] }
  }
  for (;;) {
    const state = (await (await reach(job)).json()) as CaptureOutcome
    if (!state.running) return state
    await new Promise((resolve) => setTimeout(resolve, pollMs))
  }
}

const reach = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(path, { credentials: 'same-origin', ...init }).catch(() => {
    throw new Refusal(0, 'unreachable')
  })

export const lists = ['fsma-204', 'gbt-28843', 'eu-931'] as const
export const listAddress = (list: (typeof lists)[number], format: 'csv' | 'xlsx', fromMs: number, untilMs: number) =>
  `/api/record-lists/${list}?fromMs=${fromMs}&untilMs=${untilMs}&format=${format}`
export const exportAddress = (fromMs: number, untilMs: number) =>
  `/api/epcis/export?fromMs=${fromMs}&untilMs=${untilMs}`

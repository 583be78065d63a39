import type { SwaggerTransform } from '@fastify/swagger'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'

/** What each address is for, in a line; `KIND` stands for a kind of record. A test asks that none is missing. */
const summaries: Record<string, string> = {
  'GET /api/session': 'Who is signed in',
  'POST /api/session': 'Sign in; the session comes as a cookie',
  'DELETE /api/session': 'Sign out; live streams of the session end',
  'GET /api/accounts': 'Every account',
  'POST /api/accounts': 'Add an account',
  'PATCH /api/accounts/:name': 'Change role or password, or disable; the account’s sessions end where its rights do',
  'GET /api/alerts': 'Alerts, newest first',
  'GET /api/alerts/:id': 'One alert with its whole history',
  'POST /api/alerts/:id/acknowledge': 'Take an alert; escalation stops',
  'POST /api/alerts/:id/assign': 'Give an alert to somebody',
  'POST /api/alerts/:id/comment': 'Add a line to the history',
  'POST /api/alerts/:id/resolve': 'Close an alert by hand',
  'GET /api/events': 'Server-Sent Events: alerts, notices, newest readings and positions, as they come',
  'GET /api/sites': 'Sites with their assets and probes, and what was heard of that nobody configured',
  'GET /api/profiles': 'Temperature limits by name',
  'GET /api/latest': 'The newest reading and position of everything',
  'GET /api/devices': 'Probes with battery, signal, last sign of life and calibration',
  'GET /api/edges': 'What each site’s edge says of itself',
  'GET /api/quarantine': 'What was kept aside, newest first, with the reason',
  'GET /api/assets/:site/:asset/history': 'One asset over a time: chart, situations, route',
  'GET /api/KIND': 'The newest KIND, or those that hold a text',
  'POST /api/KIND': 'Save one of KIND; the same id again replaces it',
  'GET /api/KIND/:id': 'One of KIND',
  'GET /api/KIND/:id/backward': 'Where a lot came from: lots, transformations, receipts',
  'GET /api/KIND/:id/forward': 'What a lot became, and every consignment, store and order it reached',
  'POST /api/imports/KIND': 'Import KIND from a CSV file: all rows or none',
  'GET /api/reports/:kind/:id': 'The trace report of a lot or an order',
  'POST /api/links': 'The link that opens a report without an account',
  'GET /api/public/settings': 'What the report page needs to know',
  'GET /api/public/reports/:token': 'The trace report behind a link',
  'GET /api/public/reports/:token/qr.svg': 'The link as a QR code, for the pack',
  'GET /api/tickets': 'Tickets, what is due next first',
  'GET /api/tickets/:id': 'One ticket with its evidence and history',
  'GET /api/tickets/:id/contacts': 'How to reach those who reported it',
  'POST /api/tickets/:id/assign': 'Give a ticket to somebody',
  'POST /api/tickets/:id/notes': 'Add a line, or write down what the customer was told',
  'POST /api/tickets/:id/move': 'Start, wait for the customer, resolve, reopen or close a ticket',
  'POST /api/public/reports/:token/complaints': 'Complain about what a report is about: opens a ticket or adds to it',
  'GET /api/health': 'Whether the room answers',
}

const recordKinds = /(?<=^\/api\/(imports\/)?)(products|lots|orders|consignments|sorting-records|calibrations|receipts|transformations)\b/

/** A route as an OpenAPI operation: its schemas, its line above, and whether it needs the session's cookie. */
export const openApiOperation: SwaggerTransform = (input) => {
  const { schema, url } = jsonSchemaTransform(input as never) as ReturnType<SwaggerTransform>
  const [kind] = recordKinds.exec(input.url) ?? []
  const summary = summaries[`${input.route.method} ${input.url.replace(recordKinds, 'KIND')}`]
  const security = input.route.config?.access === 'public' ? [] : [{ session: [] }]
  const told = summary === undefined ? {} : { summary: summary.replace('KIND', kind ?? '') }
  return { schema: { ...schema, ...told, security }, url }
}

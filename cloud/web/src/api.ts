import type { AccountView, Role } from '@larder/contracts/account'
import type { Alert } from '@larder/contracts/alert'
import type { Backtest, BacktestInput, DefrostsView } from '@larder/contracts/backtest'
import type { Consignment } from '@larder/contracts/consignment'
import type {
  ApiError,
  AssetHistory,
  DeviceView,
  ImportOutcome,
  LatestView,
  PublicSettings,
  SitesView,
} from '@larder/contracts/console'
import type { EdgeStatus } from '@larder/contracts/edge-status'
import type { AssetForecast } from '@larder/contracts/forecast'
import type { LifeView } from '@larder/contracts/life-view'
import type { Lot } from '@larder/contracts/lot'
import type { Order } from '@larder/contracts/order'
import type { Product } from '@larder/contracts/product'
import type { Profile } from '@larder/contracts/profile'
import type { Quarantined } from '@larder/contracts/quarantine'
import type { TraceReport } from '@larder/contracts/report'
import type { FiledReport, ReportChanges, ShareView, Verification, VersionView } from '@larder/contracts/report-version'
import type { CustomerMessage, RiskPolicy, RiskScore, RiskSubjectKind, RiskView } from '@larder/contracts/risk'
import type { RuleDetail, RuleView } from '@larder/contracts/rule'
import type { ComplaintAnswer, ComplaintInput } from '@larder/contracts/ticket'

/** An address together with the type of what it answers. */
export type Path<T> = string & { readonly answers?: T }

export interface Session {
  name: string
  role: Role
}
export interface EdgeView {
  site: string
  status: EdgeStatus
}
export type AlertState = 'open' | 'closed' | 'all'
export type AlertVerb = 'acknowledge' | 'assign' | 'comment' | 'resolve'
export type ImportKind =
  | 'products'
  | 'lots'
  | 'orders'
  | 'consignments'
  | 'sorting-records'
  | 'calibrations'
  | 'receipts'
  | 'transformations'
  | 'stores'
  | 'product-cards'
  | 'shelf-items'
  | 'offers'
export type SubjectKind = 'lot' | 'order'

const segment = encodeURIComponent
const query = (values: Record<string, string | number>): string =>
  new URLSearchParams(Object.entries(values).map(([name, value]) => [name, String(value)])).toString()

export const paths = {
  session: '/api/session' as Path<Session>,
  sites: '/api/sites' as Path<SitesView>,
  profiles: '/api/profiles' as Path<Record<string, Profile>>,
  rules: '/api/rules' as Path<RuleView[]>,
  rule: (name: string): Path<RuleDetail> => `/api/rules/${segment(name)}`,
  ruleReset: (name: string): Path<RuleView[]> => `/api/rules/${segment(name)}/reset`,
  latest: '/api/latest' as Path<LatestView>,
  devices: '/api/devices' as Path<DeviceView[]>,
  edges: '/api/edges' as Path<EdgeView[]>,
  accounts: '/api/accounts' as Path<AccountView[]>,
  quarantine: (limit: number): Path<Quarantined[]> => `/api/quarantine?limit=${limit}`,
  alerts: (state: AlertState, limit: number): Path<Alert[]> => `/api/alerts?${query({ state, limit })}`,
  alert: (id: string): Path<Alert> => `/api/alerts/${segment(id)}`,
  history: (site: string, asset: string, fromMs: number, untilMs: number, points: number): Path<AssetHistory> =>
    `/api/assets/${segment(site)}/${segment(asset)}/history?${query({ fromMs, untilMs, points })}`,
  forecast: (site: string, asset: string): Path<AssetForecast> =>
    `/api/assets/${segment(site)}/${segment(asset)}/forecast`,
  defrosts: (site: string, asset: string): Path<DefrostsView> =>
    `/api/assets/${segment(site)}/${segment(asset)}/defrosts`,
  lots: (q: string, limit: number): Path<Lot[]> => `/api/lots?${query({ q, limit })}`,
  orders: (q: string, limit: number): Path<Order[]> => `/api/orders?${query({ q, limit })}`,
  consignments: (q: string, limit: number): Path<Consignment[]> => `/api/consignments?${query({ q, limit })}`,
  consignment: (id: string): Path<Consignment> => `/api/consignments/${segment(id)}`,
  life: (kind: LifeView['subject']['kind'], id: string): Path<LifeView> => `/api/life/${kind}/${segment(id)}`,
  products: (limit: number): Path<Product[]> => `/api/products?${query({ limit })}`,
  report: (kind: SubjectKind, id: string): Path<TraceReport> => `/api/reports/${kind}/${segment(id)}`,
  risk: (limit: number): Path<RiskView> => `/api/risk?${query({ limit })}`,
  settings: '/api/public/settings' as Path<PublicSettings>,
  publicReport: (token: string): Path<FiledReport> => `/api/public/reports/${segment(token)}`,
  versions: (token: string): Path<VersionView[]> => `/api/public/reports/${segment(token)}/versions`,
  changes: (token: string, since: number): Path<ReportChanges> =>
    `/api/public/reports/${segment(token)}/changes?${query({ since })}`,
  pdf: (token: string, language: string): string =>
    `/api/public/reports/${segment(token)}/report.pdf?${query({ language })}`,
  signed: (token: string): string => `/api/public/reports/${segment(token)}/signed.json`,
  verification: (hash: string): Path<Verification> => `/api/public/versions/${segment(hash)}`,
  file: (sha256: string): Path<{ contentHash: string; createdAtMs: number }> => `/api/public/files/${sha256}`,
  customerMessages: (token: string): Path<CustomerMessage[]> => `/api/public/reports/${segment(token)}/messages`,
  code: (token: string): string => `/api/public/reports/${segment(token)}/qr.svg`,
}

/** The API said no, or could not be reached (`status` 0). */
export class Refusal extends Error {
  readonly status: number
  readonly fields: { field: string; message: string }[]
  /** What a page may have words of its own for; empty where the server gave none. */
  readonly code: string

  constructor(status: number, message: string, fields: { field: string; message: string }[] = [], code = '') {
    super(message)
    this.status = status
    this.fields = fields
    this.code = code
  }
}

/** Fired on `window` when the server no longer knows this session. */
export const signedOut = 'larder:signed-out'

const hasError = (body: unknown): body is ApiError =>
  typeof body === 'object' && body !== null && 'error' in body && typeof body.error === 'object'

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text()
  if (text === '') return null
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal(response.status, `${response.status} ${response.statusText}`)
  }
}

async function ask(path: string, init: RequestInit = {}): Promise<{ response: Response; body: unknown }> {
  const response = await fetch(path, { credentials: 'same-origin', ...init }).catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new Refusal(0, 'unreachable')
  })
  if (response.status === 401 && path !== paths.session) window.dispatchEvent(new Event(signedOut))
  return { response, body: await bodyOf(response) }
}

function accept<T>({ response, body }: { response: Response; body: unknown }): T {
  if (response.ok) return body as T
  if (hasError(body)) throw new Refusal(response.status, body.error.message, body.error.fields, body.error.code)
  throw new Refusal(response.status, `${response.status} ${response.statusText}`)
}

const json = (method: string, value: unknown): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
})

export const get = async <T>(path: Path<T>, signal?: AbortSignal): Promise<T> =>
  accept<T>(await ask(path, signal === undefined ? {} : { signal }))

export const post = async <T>(path: Path<T>, value: unknown): Promise<T> =>
  accept<T>(await ask(path, json('POST', value)))

export const remove = async (path: string): Promise<void> => {
  accept(await ask(path, { method: 'DELETE' }))
}

export const signIn = async (name: string, password: string): Promise<Session> =>
  accept(await ask(paths.session, json('POST', { name, password })))

export const signOut = async (): Promise<void> => {
  await ask(paths.session, { method: 'DELETE' })
}

export const actOn = async (id: string, verb: AlertVerb, body: object): Promise<Alert> =>
  accept(await ask(`${paths.alert(id)}/${verb}`, json('POST', body)))

export const handleRisk = async (kind: RiskSubjectKind, id: string, note: string): Promise<RiskScore> =>
  accept(await ask(`/api/risk/${kind}/${segment(id)}/handle`, json('POST', { note })))

export const decideMessage = async (id: string, verb: 'release' | 'withdraw', why: string): Promise<CustomerMessage> =>
  accept(await ask(`/api/risk/messages/${segment(id)}/${verb}`, json('POST', { why })))

export const changeRiskPolicy = async (policy: RiskPolicy, why: string): Promise<RiskPolicy> =>
  accept(await ask('/api/risk/policy', json('POST', { policy, why })))

export const tryRules = async (input: BacktestInput): Promise<Backtest> =>
  accept(await ask('/api/backtest', json('POST', input)))

export const makeLink = async (kind: SubjectKind, id: string): Promise<{ token: string; url: string }> =>
  accept(await ask('/api/links', json('POST', { kind, id })))

export const addAccount = async (input: { name: string; role: Role; password: string }): Promise<AccountView> =>
  accept(await ask(paths.accounts, json('POST', input)))

export const changeAccount = async (
  name: string,
  change: { role?: Role; disabled?: boolean; password?: string },
): Promise<AccountView> => accept(await ask(`${paths.accounts}/${segment(name)}`, json('PATCH', change)))

export const shareReport = async (token: string, days: 1 | 7 | 30): Promise<ShareView> =>
  accept(await ask(`${paths.publicReport(token)}/shares`, json('POST', { days })))

/** `key` makes sending twice the same as sending once. */
export async function complain(token: string, key: string, input: ComplaintInput): Promise<ComplaintAnswer> {
  const { headers, ...init } = json('POST', input)
  const sent = { ...init, headers: { ...(headers as Record<string, string>), 'idempotency-key': key } }
  return accept(await ask(`${paths.publicReport(token)}/complaints`, sent))
}

/** A photo or document as it is; the server tells what it is by its content. */
export async function postFile<T>(path: Path<T>, file: Blob): Promise<T> {
  const headers = { 'content-type': file.type === '' ? 'image/jpeg' : file.type }
  return accept(await ask(path, { method: 'POST', headers, body: file }))
}

/** Refused rows come back as an outcome too: 422 is an answer here, not a failure. */
export async function importCsv(kind: ImportKind, file: File): Promise<ImportOutcome> {
  const answer = await ask(`/api/imports/${kind}`, {
    method: 'POST',
    headers: { 'content-type': file.name.endsWith('.json') ? 'application/json' : 'text/csv' },
    // As it is: only the bytes tell GBK from UTF-8.
    body: file,
  })
  if (answer.response.status === 422 && !hasError(answer.body)) return answer.body as ImportOutcome
  return accept(answer)
}

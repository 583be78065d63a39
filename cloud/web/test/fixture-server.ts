import { existsSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import type { ApiError, ConsoleEvents, MapTiles } from '@larder/contracts/console'
import { profiles } from '@larder/contracts/profiles'
import { alerts } from './fixtures/alerts.ts'
import { history, latest } from './fixtures/assets.ts'
import { chatAnswerOf, knowledgeAnswer, serviceAnswer } from './fixtures/assistant.ts'
import { careAnswer } from './fixtures/care.ts'
import { agentAnswer, freshViews } from './fixtures/conversations.ts'
import { devices } from './fixtures/devices.ts'
import { epcisAnswer } from './fixtures/events.ts'
import { footfallAnswer } from './fixtures/footfall.ts'
import { foresightAnswer } from './fixtures/foresight.ts'
import { consignments, lots, orders, products } from './fixtures/goods.ts'
import { lifeView } from './fixtures/lives.ts'
import { sites } from './fixtures/places.ts'
import { qualityAnswer } from './fixtures/quality.ts'
import { badReport, goodReport, orderReport } from './fixtures/reports.ts'
import { accounts, edges, quarantine } from './fixtures/system.ts'
import { changes, complaintAnswer, verification, versions } from './fixtures/versions.ts'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
}

/** The built pages before an API of fixtures: enough of the server for a browser to walk through every page. */
export class FixtureServer {
  readonly #dist: string
  readonly #server: Server
  readonly #streams = new Set<ServerResponse>()
  #signedIn = false
  readonly #conversations = freshViews()
  /** While false, the event stream is refused, as it is behind a proxy whose server has gone. */
  streaming = true
  tiles: MapTiles = { tileUrl: null, tileAttribution: null }
  alerts = structuredClone(alerts)
  /** What is refused, by method and path. */
  readonly refusals = new Map<string, { status: number; error: ApiError['error'] }>()
  /** What pages have sent, newest last. */
  readonly sent: { method: string; path: string; body: unknown }[] = []

  constructor(dist: string) {
    this.#dist = dist
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch((cause: unknown) => response.writeHead(500).end(String(cause)))
    })
  }

  async start(port = 0): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async stop(): Promise<void> {
    this.dropStreams()
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  push<K extends keyof ConsoleEvents>(event: K, data: ConsoleEvents[K]): void {
    for (const stream of this.#streams) stream.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
  }

  get listeners(): number {
    return this.#streams.size
  }

  dropStreams(): void {
    for (const stream of this.#streams) stream.destroy()
    this.#streams.clear()
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://fixture')
    if (url.pathname.startsWith('/api/')) return this.#api(request, response, url)
    const file = join(this.#dist, url.pathname)
    if (extname(file) !== '' && existsSync(file)) {
      response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' })
      response.end(readFileSync(file))
      return
    }
    const page = /^\/[crtv]\//.test(url.pathname) ? 'report.html' : 'index.html'
    const policy = "default-src 'self'; style-src 'self'; script-src 'self'; img-src 'self' data: blob:"
    response.writeHead(200, { 'content-type': types['.html'], 'content-security-policy': policy })
    response.end(readFileSync(join(this.#dist, page)))
  }

  async #api(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const method = request.method ?? 'GET'
    const text = await textOf(request)
    const body: unknown = text.startsWith('{') ? JSON.parse(text) : text
    if (method !== 'GET') this.sent.push({ method, path: url.pathname, body })
    const reply = (status: number, value: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    }
    const refuse = (status: number, code: string, message: string): void => reply(status, { error: { code, message } })

    const [, , kind = '', ...rest] = url.pathname.split('/')
    if (kind === 'public' && rest[0] === 'settings') return reply(200, this.tiles)
    if (kind === 'public' && rest[0] === 'chat') {
      const refusal = this.refusals.get(`${method} ${url.pathname}`)
      if (refusal !== undefined) return refuse(refusal.status, refusal.error.code, refusal.error.message)
      if (rest[2] === 'events') return this.#stream(response)
      return reply(...chatAnswerOf(rest.slice(1), body))
    }
    if (kind === 'public' && rest[2] === 'messages') return reply(200, [])
    if (kind === 'public' && rest[0] === 'ratings') {
      return reply(200, { reference: rest[1], scene: 'spoiled', rated: method === 'POST' })
    }
    if (kind === 'public' && rest[2] === 'tickets') return reply(201, { id: 'photo', mime: 'image/jpeg' })
    if (kind === 'public') return this.#publicReport(rest, reply, refuse, response)
    if (kind === 'session') return this.#session(method, body, reply, refuse)
    if (!this.#signedIn) return refuse(401, 'signed-out', 'sign in first')
    if (kind === 'events' && !this.streaming) return refuse(503, 'unavailable', 'no stream now')
    if (kind === 'events') return this.#stream(response)
    if (kind === 'alerts') return this.#alert(rest, url, body, reply, refuse)
    const refusal = this.refusals.get(`${method} ${url.pathname}`)
    if (refusal !== undefined) {
      response.writeHead(refusal.status, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ error: refusal.error }))
      return
    }
    if (kind === 'knowledge' && rest[0] !== 'suggestions') return reply(200, knowledgeAnswer(rest))
    if (kind === 'service-health') return reply(200, serviceAnswer(rest))
    if (kind === 'footfall') return reply(200, footfallAnswer(rest, method))
    if (kind === 'epcis') return reply(200, epcisAnswer(rest[0]))
    const known = foresightAnswer(kind, rest, method) ?? qualityAnswer(kind, rest, url, method)
    if (known !== undefined) return reply(200, known)
    if (kind === 'assets' && rest[2] !== 'history') return refuse(404, 'not-found', `nothing answers ${url.pathname}`)
    if (kind === 'assets') {
      const [fromMs, untilMs, points] = ['fromMs', 'untilMs', 'points'].map((name) =>
        Number(url.searchParams.get(name)),
      )
      return reply(200, history(rest[1] ?? '', fromMs ?? 0, untilMs ?? 0, points ?? 100))
    }
    if (kind === 'reports') return reply(200, rest[0] === 'order' ? orderReport : goodReport)
    if (kind === 'life') return reply(200, lifeView(rest[0] as 'lot', decodeURIComponent(rest[1] ?? '')))
    if (kind === 'consignments' && rest[0] !== undefined) return reply(200, consignments[0])
    if (kind === 'links') return reply(200, { token: 'good', url: 'https://larder.example/t/good' })
    if (kind === 'imports') {
      const errors = [{ line: 3, field: 'packedAt', message: 'write an ISO 8601 time with its UTC offset' }]
      return reply(422, { imported: 0, unchanged: 0, errors })
    }
    const agents = agentAnswer(this.#conversations, kind, rest, url, body)
    if (agents !== undefined) return reply(200, agents)
    const care = careAnswer(kind, rest, url, body)
    if (care !== undefined) return reply(200, care)
    const lists: Record<string, unknown> = {
      sites: { ...sites, ...this.tiles },
      latest,
      devices,
      edges,
      quarantine,
      accounts,
      products,
      lots,
      orders,
      consignments,
      profiles,
      'marked-goods': [],
    }
    if (kind in lists) return reply(200, lists[kind])
    refuse(404, 'not-found', `nothing answers ${url.pathname}`)
  }

  #session(
    method: string,
    body: unknown,
    reply: (status: number, value: unknown) => void,
    refuse: (status: number, code: string, message: string) => void,
  ): void {
    if (method === 'DELETE') this.#signedIn = false
    if (method === 'POST') {
      const wrong = (body as { password?: string }).password !== 'correct horse battery'
      if (wrong) {
        refuse(401, 'wrong', 'name and password do not match')
        return
      }
      this.#signedIn = true
    }
    if (this.#signedIn) reply(200, { name: 'administrator', role: 'administrator' })
    else refuse(401, 'signed-out', 'sign in first')
  }

  #stream(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    response.write(': hello\n\n')
    this.#streams.add(response)
    response.on('close', () => this.#streams.delete(response))
  }

  #alert(
    [id, verb]: string[],
    url: URL,
    body: unknown,
    reply: (status: number, value: unknown) => void,
    refuse: (status: number, code: string, message: string) => void,
  ): void {
    if (id === undefined) {
      const state = url.searchParams.get('state')
      reply(
        200,
        this.alerts.filter((one) => state === 'all' || (one.closedAtMs === null) === (state === 'open')),
      )
      return
    }
    const found = this.alerts.find((one) => one.id === id)
    if (found === undefined) {
      refuse(404, 'not-found', 'no alert has this id')
      return
    }
    if (verb === 'lots') {
      reply(200, [])
      return
    }
    if (verb === 'acknowledge') {
      const note = (body as { reason: string }).reason
      found.acknowledgedBy = 'administrator'
      found.acknowledgedAtMs = Date.now()
      found.history.push({ action: 'acknowledged', by: 'administrator', atMs: Date.now(), note })
      this.push('alert', found)
    }
    reply(200, found)
  }

  #publicReport(
    [what, token, picture]: string[],
    reply: (status: number, value: unknown) => void,
    refuse: (status: number, code: string, message: string) => void,
    response: ServerResponse,
  ): void {
    if (picture === 'qr.svg') {
      response.writeHead(200, { 'content-type': 'image/svg+xml' })
      response.end('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0h2v2H0zM3 3h1v1H3z"/></svg>')
      return
    }
    const reports = { good: goodReport, bad: badReport, order: orderReport }
    const report = reports[token as keyof typeof reports]
    const answers: Record<string, unknown> = {
      versions,
      changes,
      shares: { url: 'https://larder.example/t/shared', expiresAtMs: Date.now() + 7 * 86_400_000 },
      complaints: complaintAnswer,
    }
    if (what === 'versions' && token !== undefined && /^[0-9a-f]{64}$/.test(token)) {
      if (token === verification.hash) reply(200, verification)
      else refuse(404, 'not-found', 'no version has this code')
    } else if (what === 'files') reply(200, { contentHash: verification.hash, createdAtMs: Date.now() })
    else if (token === 'ended') refuse(410, 'expired', 'this link has ended')
    else if (report === undefined) refuse(404, 'not-found', 'no report has this token')
    else reply(200, picture === undefined ? report : answers[picture])
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

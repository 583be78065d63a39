import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { KioskEvents, KioskReport } from '@larder/contracts/kiosk-link'
import type { MemberFacts } from '@larder/contracts/member'
import type { RecognitionTold } from '@larder/contracts/recognition'
import type { StoreCopy } from '@larder/contracts/store-copy'

/** The cloud's side of a kiosk's connection, with faults on demand. */
export class FakeCloud {
  readonly reports: KioskReport[] = []
  readonly tickets: { id: string }[] = []
  readonly asked: { path: string; headers: IncomingMessage['headers'] }[] = []
  /** Every body that was sent, as it came. */
  readonly bodies: string[] = []
  /** Members by the code of their card. */
  readonly members = new Map<string, MemberFacts>()
  readonly recognitionTold: RecognitionTold[] = []
  copy: StoreCopy | null = null
  /** What happens to the next requests: written and then answered with a broken connection, or refused. */
  faults: ('lose-answer' | 'break' | 'error' | 'bad-request')[] = []
  openOrder: (asked: unknown) => { status: number; body: unknown } = () => ({ status: 200, body: { state: 'refused' } })
  readonly #streams = new Set<ServerResponse>()
  #server: Server | null = null
  #port = 0
  #ordinal = 0

  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  async start(): Promise<void> {
    const server = createServer((request, response) => void this.#take(request, response))
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve))
    this.#port = (server.address() as AddressInfo).port
    this.#server = server
  }

  async stop(): Promise<void> {
    const server = this.#server
    this.#server = null
    if (server === null) return
    const closed = new Promise((resolve) => server.close(resolve))
    server.closeAllConnections()
    await closed
  }

  get listening(): boolean {
    return this.#streams.size > 0
  }

  event<Name extends keyof KioskEvents>(name: Name, data: KioskEvents[Name]): void {
    const text = `id: ${++this.#ordinal}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`
    for (const stream of this.#streams) stream.write(text)
  }

  /** What was written, each report once. */
  written(): KioskReport[] {
    return [...new Map(this.reports.map((report) => [report.id, report])).values()]
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '/'
    this.asked.push({ path, headers: request.headers })
    let text = ''
    for await (const piece of request) text += piece
    this.bodies.push(text)
    const body = text === '' ? null : JSON.parse(text)
    const fault = path === '/api/kiosk/inbox' || path === '/api/kiosk/copy' ? undefined : this.faults.shift()
    if (fault === 'break') return void request.socket.destroy()
    if (fault === 'error') return void answer(response, 503, { error: { code: 'down', message: 'down' } })
    if (fault === 'bad-request')
      return void answer(response, 400, { error: { code: 'bad', message: 'not understood' } })
    const { status, body: told } = this.#answerTo(path, body as never, request, response)
    if (fault === 'lose-answer') return void request.socket.destroy()
    if (status !== 0) answer(response, status, told)
  }

  #answerTo(path: string, body: never, request: IncomingMessage, response: ServerResponse) {
    if (path === '/api/kiosk/inbox') {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(':\n\n')
      this.#streams.add(response)
      request.socket.on('close', () => this.#streams.delete(response))
      return { status: 0, body: null }
    }
    if (path === '/api/kiosk/copy') {
      if (this.copy === null) return { status: 404, body: null }
      const etag = `"${this.copy.atMs}"`
      if (request.headers['if-none-match'] === etag) return { status: 304, body: null }
      response.setHeader('etag', etag)
      return { status: 200, body: this.copy }
    }
    if (path === '/api/kiosk/reports') {
      const { reports } = body as { reports: KioskReport[] }
      this.reports.push(...reports)
      return { status: 200, body: { taken: reports.map(({ id }) => id), refused: [] } }
    }
    if (path === '/api/kiosk/tickets') {
      this.tickets.push(body)
      const receipt = { reference: 'T-1', appended: false, answerDueAtMs: null, compensation: null }
      return { status: 200, body: receipt }
    }
    if (path === '/api/kiosk/orders/open') return this.openOrder(body)
    if (path === '/api/kiosk/members/open') {
      const asked = body as { code?: string; recognised?: string }
      const facts = [...this.members].find(
        ([code, { customer }]) => code === asked.code || customer === asked.recognised,
      )
      return facts === undefined
        ? { status: 404, body: { error: { code: 'not-found', message: 'no such member' } } }
        : { status: 200, body: facts[1] }
    }
    if (path === '/api/kiosk/recognition') {
      const told = body as RecognitionTold
      this.recognitionTold.push(told)
      return { status: 200, body: { taken: told.receipts.map(({ id }) => id) } }
    }
    if (path.endsWith('/code')) {
      return { status: 200, body: { url: 'http://shop.example/c/1', expiresAtMs: Date.now() + 600_000 } }
    }
    return { status: 404, body: { error: { code: 'not-found', message: 'no such thing' } } }
  }
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(body === null ? '' : JSON.stringify(body))
}

/** A store of which little is known. */
export const smallCopy = (changes: Partial<StoreCopy> = {}): StoreCopy => ({
  site: 'shop-1',
  name: { zh: '一店', en: 'Shop 1' },
  timeZone: 'Asia/Shanghai',
  atMs: Date.now(),
  store: null,
  products: [],
  cards: [],
  shelf: [],
  offers: [],
  cabinets: [],
  lots: [],
  orders: [],
  articles: [],
  mindVersion: 0,
  ...changes,
})

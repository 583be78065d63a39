import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import {
  type FromScreen,
  fromScreen,
  type ScreenReady,
  screenPath,
  type ToScreen,
} from '@larder/contracts/kiosk-screen'
import type { Language } from '@larder/contracts/language'
import { type WebSocket, WebSocketServer } from 'ws'
import { sentencesOf } from '../src/state/sentences.ts'
import { answers, greeting, unknown } from './answers.ts'
import { plan } from './store-plan.ts'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}
/** No wider than what the kiosk's own server sends. */
const policy =
  "default-src 'self'; style-src 'self'; script-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"

const rateHz = 16_000

/** The kiosk's built page before a server that answers from a script and sounds a tone for every sentence. */
export class FakeScreenServer {
  readonly #dist: string
  readonly #server: Server
  readonly #door = new WebSocketServer({ noServer: true })
  #language: Language = 'zh'
  #conversation: string | null = null
  #turn = ''
  #heardFrames = 0
  ready: ScreenReady = {
    kind: 'ready',
    site: 'store-1',
    storeName: { zh: '望江路鲜食店', en: 'Riverside Fresh' },
    timeZone: 'Asia/Shanghai',
    plan,
    hears: ['zh', 'en'],
    speaks: ['zh', 'en'],
    missing: { hearing: null, speaking: null },
    idleWarningMs: 30_000,
    idleWipeMs: 45_000,
    bargeIn: false,
    recognises: false,
  }
  /** What the microphone's sound is understood as. */
  hears: Record<Language, string | null> = { zh: '三文鱼在哪里', en: 'where is the salmon' }
  /** How long each sentence sounds; 0 for a kiosk without a voice. */
  sentenceMs = 0
  /** While true the shopper is listened to and never understood to have ended. */
  endless = false
  readonly sent: FromScreen[] = []
  frames = 0
  readonly frameBytes = new Set<number>()

  constructor(dist: string) {
    this.#dist = dist
    this.#server = createServer((request, response) => this.#file(request, response))
    this.#server.on('upgrade', (request, socket, head) => {
      if (request.url === screenPath) this.#door.handleUpgrade(request, socket, head, (screen) => this.#greet(screen))
      else socket.destroy()
    })
  }

  async start(port = 0): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async stop(): Promise<void> {
    this.drop()
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  /** The connection breaks as when a cable is pulled. */
  drop(): void {
    for (const screen of this.#door.clients) screen.terminate()
  }

  push(message: ToScreen): void {
    for (const screen of this.#door.clients) screen.send(JSON.stringify(message))
  }

  sentOf<K extends FromScreen['kind']>(kind: K): (FromScreen & { kind: K })[] {
    return this.sent.filter((message): message is FromScreen & { kind: K } => message.kind === kind)
  }

  say(text: string, rest: Partial<ToScreen & { kind: 'answer' }> = {}): void {
    this.#turn = randomUUID()
    this.push({
      kind: 'answer',
      turn: this.#turn,
      by: 'assistant',
      text,
      language: this.#language,
      cards: [],
      choices: [],
      expects: 'open',
      ...rest,
    })
    if (this.sentenceMs > 0) this.#speak(text)
  }

  #greet(screen: WebSocket): void {
    screen.on('message', (data: Buffer, isBinary) => {
      if (isBinary) this.#sound(data)
      else this.#take(fromScreen.parse(JSON.parse(data.toString())))
    })
    screen.send(JSON.stringify(this.ready))
  }

  #take(message: FromScreen): void {
    this.sent.push(message)
    switch (message.kind) {
      case 'begin':
        this.#begin(message)
        return
      case 'listen':
        this.#heardFrames = 0
        this.push({ kind: 'listening' })
        return
      case 'typed':
        this.#answer(message.text)
        return
      case 'chose':
        this.#answer(message.label)
        return
      case 'interrupt':
        this.push({ kind: 'spoken', turn: this.#turn, interrupted: true })
        return
      case 'language':
        this.#language = message.to
        this.push({ kind: 'language', to: message.to })
        this.say(greeting[message.to])
        return
      case 'continue-on-phone':
        this.push({
          kind: 'phone-link',
          url: 'https://larder.example/c/7KQ2MX',
          expiresAtMs: Date.now() + 600_000,
        })
        return
      case 'end':
        this.#conversation = null
        this.push({ kind: 'wiped' })
        return
      default:
        return
    }
  }

  #begin({ language, resume }: FromScreen & { kind: 'begin' }): void {
    this.#language = language ?? 'zh'
    const goesOn = resume !== undefined && resume === this.#conversation
    this.#conversation = goesOn ? resume : randomUUID()
    this.push({ kind: 'begun', conversation: this.#conversation, language: this.#language })
    if (!goesOn) this.say(greeting[this.#language])
  }

  #sound(frame: Buffer): void {
    this.frameBytes.add(frame.length)
    this.frames++
    this.#heardFrames++
    const text = this.hears[this.#language]
    if (this.#heardFrames === 5 && text !== null) {
      this.push({ kind: 'partial', text: text.slice(0, Math.ceil(text.length / 2)), language: this.#language })
    }
    if (this.#heardFrames !== 12 || this.endless) return
    this.push({ kind: 'heard', text, language: this.#language, endedBy: 'silence', silenceMs: 450 })
    if (text !== null) this.#answer(text)
  }

  #answer(asked: string): void {
    const found = answers.find(({ when }) => when.test(asked))
    if (found?.waits) this.push({ kind: 'mode', mode: 'waiting', agent: null, cloud: true })
    this.say((found?.say ?? unknown)[this.#language], {
      cards: found?.cards ?? [],
      choices: found?.choices?.[this.#language] ?? [],
      expects: found?.expects ?? 'open',
    })
  }

  #speak(text: string): void {
    const turn = this.#turn
    sentencesOf(text).forEach((_, sentence) => {
      this.push({ kind: 'speaking', turn, rateHz, sentence })
      const tone = Int16Array.from({ length: (rateHz * this.sentenceMs) / 1000 }, (_, at) =>
        Math.round(3000 * Math.sin((at / rateHz) * 2 * Math.PI * 330)),
      )
      for (const screen of this.#door.clients) screen.send(tone)
    })
    this.push({ kind: 'spoken', turn, interrupted: false })
  }

  #file(request: IncomingMessage, response: ServerResponse): void {
    const { pathname } = new URL(request.url ?? '/', 'http://kiosk')
    const file = join(this.#dist, pathname)
    if (extname(file) === '' || !existsSync(file)) {
      response.writeHead(200, { 'content-type': types['.html'], 'content-security-policy': policy })
      response.end(readFileSync(join(this.#dist, 'index.html')))
      return
    }
    response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' })
    response.end(readFileSync(file))
  }
}

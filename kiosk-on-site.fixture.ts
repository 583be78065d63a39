import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ToScreen } from '@larder/contracts/kiosk-screen'
import type { Language } from '@larder/contracts/language'
import { sampleRateHz, samplesIn } from '@larder/kiosk/audio/pcm'
import { soundForHearing } from '@larder/kiosk/audio/sound-for-hearing'
import { writeWav } from '@larder/kiosk/audio/wav'
import { hearRecording } from '@larder/kiosk/hearing/hear-recording'
import { Hearing } from '@larder/kiosk/hearing/hearing'
import { testModels } from '@larder/kiosk/hearing/models.fixture'
import { type Browser, chromium, type Page } from 'playwright-core'
import { until } from './site.fixture.ts'

export const chromiumPath = '/usr/bin/chromium'
export const models = process.env.LARDER_MODELS || fileURLToPath(new URL('../shared/models', import.meta.url))

const flags = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update']
const microphone = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']

type Told<Kind extends ToScreen['kind']> = Extract<ToScreen, { kind: Kind }>

/** A shopper before the kiosk's real page, with what goes over its WebSocket written down. */
export class Shopper {
  readonly page: Page
  /** In the order it came: what was told, and bytes of sound. */
  readonly came: (ToScreen | Buffer)[] = []
  readonly faults: string[] = []

  constructor(page: Page) {
    this.page = page
    page.on('pageerror', (error) => this.faults.push(error.message))
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => {
        this.came.push(typeof payload === 'string' ? (JSON.parse(payload) as ToScreen) : payload)
      }),
    )
  }

  told<Kind extends ToScreen['kind']>(kind: Kind): Told<Kind>[] {
    return this.came.filter((one): one is Told<Kind> => !Buffer.isBuffer(one) && one.kind === kind)
  }

  /** Waits until something of the kind has come that fits. */
  async hears<Kind extends ToScreen['kind']>(
    kind: Kind,
    fits: (message: Told<Kind>) => boolean = () => true,
  ): Promise<Told<Kind>> {
    await until(() => this.told(kind).some(fits))
    return this.told(kind).find(fits) as Told<Kind>
  }

  async start(language: Language): Promise<void> {
    await this.page.locator('.start:enabled').waitFor()
    if (language === 'en') await this.page.getByRole('button', { name: 'English' }).click()
    await this.page.locator('.start').click()
    await this.hears('begun')
  }

  /** Moves now and then, as whoever stands there does, so that nothing is wiped while a test looks elsewhere. */
  async stays(): Promise<void> {
    await this.page.evaluate("setInterval(() => document.dispatchEvent(new PointerEvent('pointermove')), 1000)")
  }

  /** Types it, and waits for the answer to it. */
  async asks(text: string): Promise<string> {
    const { page } = this
    const before = this.told('answer').length
    const field = page.locator('.typing input, .typing textarea, .dock input').first()
    if (!(await field.isVisible())) await page.getByRole('button', { name: /^(打字|Type)$/ }).click()
    await field.fill(text)
    await page.keyboard.press('Enter')
    return this.#answerAfter(before)
  }

  async touches(label: string): Promise<string> {
    const before = this.told('answer').length
    await this.page.locator('.choices').getByRole('button', { name: label, exact: true }).click()
    return this.#answerAfter(before)
  }

  /** On the pad, as it is asked for. */
  async presses(digits: string): Promise<string> {
    const before = this.told('answer').length
    const pad = this.page.locator('.pad')
    for (const digit of digits) await pad.getByRole('button', { name: digit, exact: true }).click()
    await pad.getByRole('button', { name: /^(确认|OK|Enter|Confirm)$/ }).click()
    return this.#answerAfter(before)
  }

  async #answerAfter(count: number): Promise<string> {
    await until(() => this.told('answer').length > count)
    return this.told('answer').at(-1)?.text ?? ''
  }

  /** What came as sound of one answer, and how it was recognised again. */
  async soundOf(turn: string, language: Language): Promise<{ seconds: number; heard: string }> {
    await this.hears('spoken', (message) => message.turn === turn)
    let rateHz = 0
    const parts: Buffer[] = []
    for (const one of this.came) {
      if (Buffer.isBuffer(one)) parts.push(...(rateHz > 0 ? [one] : []))
      else if (one.kind === 'speaking') rateHz = one.turn === turn ? one.rateHz : 0
    }
    const rate = this.told('speaking').find((one) => one.turn === turn)?.rateHz ?? sampleRateHz
    const bytes = Buffer.concat(parts)
    const sound = Float32Array.from({ length: bytes.length / 2 }, (_, at) => bytes.readInt16LE(2 * at) / 32_768)
    const held = await new Hearing(testModels).hold(language)
    try {
      const { text } = await hearRecording(held.decoder, soundForHearing({ rateHz: rate, channels: [sound] }))
      return { seconds: sound.length / rate, heard: text }
    } finally {
      await held.release()
    }
  }
}

/** Browsers whose microphone hears a given sound once, from the moment the page opens it. */
export class Shoppers {
  readonly #folder = mkdtempSync(join(tmpdir(), 'larder-shoppers-'))
  readonly #browsers = new Set<Browser>()

  /** @param samples at 16 kHz; silence follows for as long as anybody listens. */
  async come(url: string, samples: Int16Array = new Int16Array(0), leadMs = 300): Promise<Shopper> {
    const file = join(this.#folder, `${this.#browsers.size}.wav`)
    const lead = samplesIn(leadMs)
    const sound = new Int16Array(lead + samples.length + samplesIn(30_000))
    sound.set(samples, lead)
    writeFileSync(file, writeWav(sound, sampleRateHz))
    const browser = await chromium.launch({
      executablePath: chromiumPath,
      args: [...flags, ...microphone, `--use-file-for-fake-audio-capture=${file}%noloop`],
    })
    this.#browsers.add(browser)
    const context = await browser.newContext({ viewport: { width: 1080, height: 1920 }, permissions: ['microphone'] })
    const page = await context.newPage()
    const shopper = new Shopper(page)
    await page.goto(url)
    return shopper
  }

  async leave({ page }: Shopper): Promise<void> {
    await page.context().browser()?.close()
  }

  async stop(): Promise<void> {
    for (const browser of this.#browsers) await browser.close()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

/** A wire to the kiosk that can be cut. */
export class Wire {
  readonly #sockets = new Set<Socket>()
  readonly #server = createServer((near) => {
    const far = connect(this.#port, '127.0.0.1')
    for (const socket of [near, far]) {
      this.#sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        this.#sockets.delete(socket)
        near.destroy()
        far.destroy()
      })
    }
    near.pipe(far).pipe(near)
  })
  readonly #port: number

  constructor(url: string) {
    this.#port = Number(new URL(url).port)
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  cut(): void {
    for (const socket of this.#sockets) socket.destroy()
  }

  async stop(): Promise<void> {
    this.cut()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}

/** The process of one room of the site whose data this is. */
export function processOf(room: string, dataDirectory: string): number {
  const { stdout } = spawnSync('pgrep', ['-f', `larder.ts ${room} --data ${dataDirectory}`])
  const [pid] = stdout.toString().trim().split('\n').map(Number)
  if (!pid) throw new Error(`no process of ${room}`)
  return pid
}

/** The files below a folder in which any of the words stands. */
export function filesWith(folder: string, words: string[]): string[] {
  const { stdout } = spawnSync('grep', ['-rlaF', ...words.flatMap((word) => ['-e', word]), folder])
  return stdout.toString().split('\n').filter(Boolean)
}

export const logOf = (dataDirectory: string, room: string): string => {
  const file = join(dataDirectory, 'log', `${room}.log`)
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

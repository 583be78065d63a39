import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Bilingual } from '@larder/contracts/site'
import { type StoreCopy, storeCopy } from '@larder/contracts/store-copy'
import { z } from 'zod'
import type { Clock } from '../clock.ts'
import type { CloudLink } from './cloud-link.ts'

export interface CopyKeeperOptions {
  folder: string
  site: string
  name: Bilingual
  timeZone: string
  cloud: CloudLink
  clock: Clock
  log(line: string): void
  onChange(copy: StoreCopy): void
}

const everyMs = 60_000
const timeoutMs = 15_000
const kept = z.object({ etag: z.string().nullable(), copy: storeCopy })

/** What the kiosk knows of its store: asked for each minute, kept on disk, and good without the cloud. */
export class CopyKeeper {
  readonly #options: CopyKeeperOptions
  readonly #path: string
  #copy: StoreCopy
  #etag: string | null = null
  #cancel = (): void => undefined
  #stopped = false
  #fetching: Promise<void> | null = null
  #faulted = false

  constructor(options: CopyKeeperOptions) {
    this.#options = options
    this.#path = join(options.folder, 'copy.json')
    this.#copy = emptyCopy(options)
  }

  /** That of the disk at once; a fresh one follows. */
  start(): void {
    mkdirSync(this.#options.folder, { recursive: true, mode: 0o700 })
    this.#load()
    this.#round()
  }

  current(): StoreCopy {
    return this.#copy
  }

  /** Asks now, as when the cloud said that there is something new. */
  refresh(): Promise<void> {
    this.#fetching ??= this.#fetch().finally(() => {
      this.#fetching = null
    })
    return this.#fetching
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#cancel()
    await this.#fetching
  }

  #round(): void {
    void this.refresh().finally(() => {
      if (!this.#stopped) this.#cancel = this.#options.clock.after(everyMs, () => this.#round())
    })
  }

  async #fetch(): Promise<void> {
    const { cloud, log, onChange, site } = this.#options
    try {
      const headers = this.#etag === null ? {} : { 'if-none-match': this.#etag }
      const response = await cloud.ask('/api/kiosk/copy', { headers, timeoutMs, probe: true })
      if (response.status === 304) return
      const copy = storeCopy.parse(await response.json())
      if (copy.site !== site) throw new Error(`the token is that of a kiosk of ${copy.site}, not of ${site}`)
      this.#copy = copy
      this.#etag = response.headers.get('etag')
      this.#save()
      this.#faulted = false
      onChange(copy)
    } catch (error) {
      // Said once for each trouble: it is tried again each minute.
      if (!this.#faulted) log(`no fresh copy of the store: ${(error as Error).message}`)
      this.#faulted = true
    }
  }

  #load(): void {
    if (!existsSync(this.#path)) return
    try {
      const { etag, copy } = kept.parse(JSON.parse(readFileSync(this.#path, 'utf8')))
      if (copy.site !== this.#options.site) return
      this.#copy = copy
      this.#etag = etag
      this.#options.onChange(copy)
    } catch {
      this.#options.log(`${this.#path} cannot be read: asking the cloud for another`)
    }
  }

  #save(): void {
    // Written aside and renamed: a power cut leaves the one before.
    writeFileSync(`${this.#path}.partial`, JSON.stringify({ etag: this.#etag, copy: this.#copy }), { mode: 0o600 })
    renameSync(`${this.#path}.partial`, this.#path)
  }
}

/** Before the cloud was ever reached: a store of which nothing is known, so nothing is claimed. */
const emptyCopy = ({ site, name, timeZone, clock }: CopyKeeperOptions): StoreCopy => ({
  site,
  name,
  timeZone,
  atMs: clock.nowMs(),
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
})

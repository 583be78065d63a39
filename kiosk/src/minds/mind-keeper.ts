import { fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import { join } from 'node:path'
import type { Model } from '@larder/assistant/classifier/model'
import type { ToLearn } from '@larder/assistant/learning/learn'
import type { Mind } from '@larder/assistant/mind/mind'
import type { Language } from '@larder/contracts/language'
import type { StoreCopy } from '@larder/contracts/store-copy'
import type { Clock } from '../clock.ts'
import type { CloudLink } from '../cloud-link/cloud-link.ts'
import type { LearnTask } from './learn-process.ts'

export interface MindKeeperOptions {
  folder: string
  languages: Language[]
  cloud: CloudLink
  clock: Clock
  /** Makes a mind of the models that are there. */
  create(models: Partial<Record<Language, Model>>): Promise<Mind>
  log(line: string): void
}

/** Until an idle kiosk's mind leaves memory. */
const warmMs = 180_000
const fetchTimeoutMs = 30_000
const learnTimeoutMs = 300_000

/**
 * The kiosk's understanding: what the cloud has published, otherwise learned here from the kiosk's own lines and the
 * store's product names. Without any it answers to buttons and forms.
 */
export class MindKeeper {
  readonly #options: MindKeeperOptions
  #copy: StoreCopy | null = null
  #mind: Promise<Mind> | null = null
  #ensuring: Promise<void> | null = null
  #again = false
  #cancel = (): void => undefined
  #stop = new AbortController()

  constructor(options: MindKeeperOptions) {
    this.#options = options
  }

  /** In memory for a while after it was last asked for. */
  mind(): Promise<Mind> {
    this.#mind ??= this.#load()
    this.#cancel()
    this.#cancel = this.#options.clock.after(warmMs, () => {
      this.#mind = null
    })
    return this.#mind
  }

  /** Gets what this copy calls for: fetches, learns, and forgets what is out of date. Never waited for. */
  follow(copy: StoreCopy): void {
    this.#copy = copy
    this.#again = true
    this.#ensuring ??= this.#ensure().finally(() => {
      this.#ensuring = null
    })
  }

  /** Languages that are understood in free words. */
  languages(): Language[] {
    return this.#options.languages.filter((language) => this.#newest(language) !== undefined)
  }

  async stop(): Promise<void> {
    this.#stop.abort()
    this.#cancel()
    await this.#ensuring
  }

  async #load(): Promise<Mind> {
    const { languages, create, log } = this.#options
    const { unpackModel } = await import('@larder/assistant/classifier/model-file')
    const models: Partial<Record<Language, Model>> = {}
    for (const language of languages) {
      const path = this.#newest(language)
      if (path === undefined) continue
      try {
        models[language] = unpackModel(readFileSync(path))
      } catch (error) {
        log(`${path} cannot be used: ${(error as Error).message}`)
        rmSync(path, { force: true })
      }
    }
    return create(models)
  }

  async #ensure(): Promise<void> {
    const { folder, languages, log } = this.#options
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    while (this.#again && !this.#stop.signal.aborted) {
      this.#again = false
      const copy = this.#copy as StoreCopy
      for (const language of languages) {
        try {
          await this.#ensureLanguage(language, copy)
        } catch (error) {
          if (!this.#stop.signal.aborted) log(`no fresh understanding of ${language}: ${(error as Error).message}`)
        }
      }
    }
  }

  async #ensureLanguage(language: Language, copy: StoreCopy): Promise<void> {
    const learn = toLearn(language, copy)
    const published = `${language}-v${copy.mindVersion}.model`
    const learned = `${language}-own-${fingerprint(learn)}.model`
    if (copy.mindVersion > 0 && (this.#has(published) || (await this.#fetch(language, published)))) {
      this.#use(language, published)
      return
    }
    if (!this.#has(learned)) {
      this.#options.log(`learning to understand ${language}`)
      await this.#learn(learn, learned)
    }
    this.#use(language, learned)
  }

  /** @returns whether the cloud had it */
  async #fetch(language: Language, name: string): Promise<boolean> {
    const { cloud, folder } = this.#options
    try {
      const response = await cloud.ask(`/api/kiosk/mind/${language}`, {
        timeoutMs: fetchTimeoutMs,
        signal: this.#stop.signal,
      })
      const bytes = Buffer.from(await response.arrayBuffer())
      const { unpackModel } = await import('@larder/assistant/classifier/model-file')
      // Its checksum is looked at before it is kept.
      unpackModel(bytes)
      writeFileSync(join(folder, `${name}.partial`), bytes, { mode: 0o600 })
      renameSync(join(folder, `${name}.partial`), join(folder, name))
      return true
    } catch {
      return false
    }
  }

  #learn(learn: ToLearn, name: string): Promise<void> {
    const path = join(this.#options.folder, name)
    const child = fork(new URL('./learn-process.ts', import.meta.url), {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      signal: this.#stop.signal,
      timeout: learnTimeoutMs,
    })
    // Shoppers and the store's other rooms come first.
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL)
    child.send({ learn, path } satisfies LearnTask)
    return new Promise((resolve, reject) => {
      child.once('error', reject)
      child.once('exit', (code, signal) =>
        code === 0 ? resolve() : reject(new Error(`learning ended with ${signal ?? code}`)),
      )
    })
  }

  /** The next conversation's mind is made of it. */
  #use(language: Language, name: string): void {
    const { folder } = this.#options
    const others = this.#files(language).filter((other) => other !== name)
    if (others.length === 0 && this.#used.get(language) === name) return
    for (const other of others) rmSync(join(folder, other), { force: true })
    this.#used.set(language, name)
    this.#mind = null
  }

  readonly #used = new Map<Language, string>()

  #has(name: string): boolean {
    return existsSync(join(this.#options.folder, name))
  }

  #newest(language: Language): string | undefined {
    const [name] = this.#files(language)
    return name === undefined ? undefined : join(this.#options.folder, name)
  }

  #files(language: Language): string[] {
    const { folder } = this.#options
    if (!existsSync(folder)) return []
    return readdirSync(folder).filter((name) => name.startsWith(`${language}-`) && name.endsWith('.model'))
  }
}

function toLearn(language: Language, { products, cards, articles }: StoreCopy): ToLearn {
  const chinese = language === 'zh'
  const names = [
    ...products.map(({ nameZh, nameEn }) => (chinese ? nameZh : nameEn)),
    ...cards.flatMap(({ aliasesZh, aliasesEn }) => (chinese ? aliasesZh : aliasesEn)),
  ]
  return { language, products: [...new Set(names)].sort(), articles, extra: [], svmOnly: true }
}

/** Of what is learned: prices, stock and temperatures change each minute and change nothing here. */
const fingerprint = (learn: ToLearn): string =>
  createHash('sha256').update(JSON.stringify(learn)).digest('hex').slice(0, 16)

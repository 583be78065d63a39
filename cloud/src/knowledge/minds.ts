import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Language } from '@larder/contracts/language'
import type { Database } from '../database/open.ts'

/** Of the older ones so many stay on disk, for kiosks that fetch one while the next is published. */
const kept = 3

export interface MindsOptions {
  database: Database
  /** Where the models of each published version are kept. */
  folder: string
  /** Learns what the assistant knows without any article; takes seconds, in a process of its own. */
  learnOwn(language: Language): Promise<Uint8Array>
}

/** What the assistant has learned: the models of each publication, as files, packed for kiosks to fetch. */
export class Minds {
  readonly #options: MindsOptions
  readonly #listeners = new Set<(version: number) => void>()
  readonly #own = new Map<Language, Promise<Uint8Array>>()
  #version = 0

  constructor(options: MindsOptions) {
    this.#options = options
  }

  /** Reads which version is in use. */
  async load(): Promise<void> {
    const newest = await this.#options.database
      .selectFrom('knowledgePublication')
      .select((select) => select.fn.max('mindVersion').as('version'))
      .executeTakeFirst()
    this.#version = Number(newest?.version ?? 0)
  }

  /** Of what was published last; 0 until something was. */
  version(): number {
    return this.#version
  }

  /** The published model, packed; undefined where nothing was published or its file is gone. */
  async model(language: Language): Promise<Uint8Array | undefined> {
    if (this.#version === 0) return undefined
    return readFile(this.#file(this.#version, language)).catch(() => undefined)
  }

  /** The published model, or what the assistant knows by itself. */
  async inUse(language: Language): Promise<Uint8Array> {
    const published = await this.model(language)
    if (published !== undefined) return published
    const known = this.#own.get(language) ?? this.#options.learnOwn(language)
    this.#own.set(language, known)
    known.catch(() => this.#own.delete(language))
    return known
  }

  /** Told each version that comes into use: kiosks fetch it then. Returns how to stop listening. */
  onChange(listener: (version: number) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Puts a version's files in place, all or none; they are in use when `use` is called. */
  async keep(version: number, models: Record<Language, Uint8Array>): Promise<void> {
    const folder = join(this.#options.folder, String(version))
    const beside = `${folder}.new`
    await rm(beside, { recursive: true, force: true })
    await mkdir(beside, { recursive: true, mode: 0o700 })
    for (const [language, model] of Object.entries(models)) await writeFile(join(beside, `${language}.model`), model)
    // Left by a publication that was cut off before it was written down.
    await rm(folder, { recursive: true, force: true })
    await rename(beside, folder)
  }

  async use(version: number): Promise<void> {
    this.#version = version
    this.#own.clear()
    for (const listener of this.#listeners) listener(version)
    const names = await readdir(this.#options.folder).catch(() => [])
    const old = names.filter((name) => /^\d+$/.test(name) && Number(name) <= version - kept)
    for (const name of old) await rm(join(this.#options.folder, name), { recursive: true, force: true })
  }

  #file(version: number, language: Language): string {
    return join(this.#options.folder, String(version), `${language}.model`)
  }
}

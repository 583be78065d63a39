import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { toInt16 } from '../audio/pcm.ts'
import { readWav, writeWav } from '../audio/wav.ts'
import type { SpeechChunk } from './speech-engine.ts'

export interface PromptCacheOptions {
  /** Made when the first prompt is kept. */
  folder: string
  mostMemoryBytes: number
  mostDiskBytes: number
}

export interface PromptKey {
  engine: string
  language: string
  speed: number
  sentence: string
}

/** Sound of the kiosk's fixed sentences, so that they need not be made again; what was used longest ago goes first. */
export class PromptCache {
  readonly #options: PromptCacheOptions
  /** In the order of use: the first key is the one used longest ago. */
  readonly #memory = new Map<string, SpeechChunk>()
  #memoryBytes = 0

  constructor(options: PromptCacheOptions) {
    this.#options = options
  }

  get(prompt: PromptKey): SpeechChunk | undefined {
    const key = keyOf(prompt)
    const chunk = this.#memory.get(key) ?? this.#read(key)
    if (chunk !== undefined) this.#remember(key, chunk)
    return chunk
  }

  put(prompt: PromptKey, chunk: SpeechChunk): void {
    const key = keyOf(prompt)
    this.#remember(key, chunk)
    const { folder } = this.#options
    mkdirSync(folder, { recursive: true })
    // Written aside and renamed: half a file is never taken for a prompt.
    const aside = join(folder, `.${key}`)
    writeFileSync(aside, writeWav(chunk.samples, chunk.rateHz))
    renameSync(aside, this.#path(key))
    this.#shrinkDisk()
  }

  #remember(key: string, chunk: SpeechChunk): void {
    if (this.#memory.delete(key)) this.#memoryBytes -= chunk.samples.byteLength
    this.#memory.set(key, chunk)
    this.#memoryBytes += chunk.samples.byteLength
    for (const [oldest, { samples }] of this.#memory) {
      if (this.#memoryBytes <= this.#options.mostMemoryBytes) return
      this.#memory.delete(oldest)
      this.#memoryBytes -= samples.byteLength
    }
  }

  #read(key: string): SpeechChunk | undefined {
    const path = this.#path(key)
    if (!existsSync(path)) return undefined
    try {
      const { rateHz, channels } = readWav(readFileSync(path))
      utimesSync(path, new Date(), new Date())
      return { rateHz, samples: toInt16(channels[0] ?? new Float32Array(0)) }
    } catch {
      // A damaged file costs one synthesis, not the prompt.
      rmSync(path, { force: true })
      return undefined
    }
  }

  #shrinkDisk(): void {
    const { folder, mostDiskBytes } = this.#options
    const files = readdirSync(folder)
      .map((name) => ({ path: join(folder, name), ...pick(statSync(join(folder, name))) }))
      .sort((a, b) => a.usedMs - b.usedMs)
    let bytes = files.reduce((sum, file) => sum + file.bytes, 0)
    for (const file of files) {
      if (bytes <= mostDiskBytes) return
      rmSync(file.path)
      bytes -= file.bytes
    }
  }

  #path(key: string): string {
    return join(this.#options.folder, `${key}.wav`)
  }
}

const pick = ({ size, mtimeMs }: { size: number; mtimeMs: number }) => ({ bytes: size, usedMs: mtimeMs })

const keyOf = ({ engine, language, speed, sentence }: PromptKey): string =>
  createHash('sha256')
    .update(JSON.stringify([engine, language, speed, sentence]))
    .digest('hex')
    .slice(0, 32)

import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type CameraConfiguration, configuration } from '@larder/contracts/configuration'
import type { Asset } from '@larder/contracts/site'

export interface AssetWatchOptions {
  dataDirectory: string
  site: string
  onAssets(assets: Asset[]): void
  onCameras(cameras: CameraConfiguration[]): void
  log(line: string): void
}

/** Notices when DIR/larder.json changes. A file with faults is named in the log, and what was known stays in force. */
export class AssetWatch {
  #options: AssetWatchOptions
  #file: string
  #stamp: string | undefined
  #timer: NodeJS.Timeout | undefined

  constructor(options: AssetWatchOptions) {
    this.#options = options
    this.#file = join(options.dataDirectory, 'larder.json')
  }

  start(everyMs = 2000): void {
    this.#stamp = this.#stampOf()
    // Polled, because fs.watch misses a file that an editor replaces.
    this.#timer = setInterval(() => this.look(), everyMs)
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  look(): void {
    const stamp = this.#stampOf()
    if (stamp === undefined || stamp === this.#stamp) return
    this.#stamp = stamp
    try {
      const { data, error } = configuration.safeParse(JSON.parse(readFileSync(this.#file, 'utf8')))
      if (error) throw new Error(error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '))
      const own = data.sites.find(({ id }) => id === this.#options.site)
      if (own === undefined) throw new Error(`it no longer names the site ${this.#options.site}`)
      this.#options.onAssets(own.assets)
      this.#options.onCameras(data.edge.cameras)
      this.#options.log('larder.json changed: its assets and cameras are in force')
    } catch (error) {
      this.#options.log(`larder.json changed and is not used: ${error instanceof Error ? error.message : error}`)
    }
  }

  #stampOf(): string | undefined {
    const found = statSync(this.#file, { throwIfNoEntry: false })
    return found && `${found.mtimeMs} ${found.size}`
  }
}

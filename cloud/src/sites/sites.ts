import { readFile, stat } from 'node:fs/promises'
import { type Configuration, configuration } from '@larder/contracts/configuration'
import type { Asset, Probe, Site } from '@larder/contracts/site'

const pollMs = 2000

/** The configured sites, read again when the configuration file changes. A faulty file changes nothing. */
export class Sites {
  readonly #file: string
  readonly #log: (line: string) => void
  #sites: Site[]
  #timer: NodeJS.Timeout | undefined
  #seen = ''

  constructor(initial: Configuration, file: string, log: (line: string) => void) {
    this.#sites = initial.sites
    this.#file = file
    this.#log = log
  }

  get all(): readonly Site[] {
    return this.#sites
  }

  asset(site: string, asset: string): Asset | undefined {
    return this.#sites.find(({ id }) => id === site)?.assets.find(({ id }) => id === asset)
  }

  probe(site: string, asset: string, probe: string): Probe | undefined {
    return this.asset(site, asset)?.probes.find(({ id }) => id === probe)
  }

  async start(): Promise<void> {
    this.#seen = await this.#stamp()
    this.#timer = setInterval(() => void this.refresh(), pollMs).unref()
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  /** Reads the file if it is another one than last time. */
  async refresh(): Promise<void> {
    const stamp = await this.#stamp()
    if (stamp === '' || stamp === this.#seen) return
    this.#seen = stamp
    try {
      const result = configuration.safeParse(JSON.parse(await readFile(this.#file, 'utf8')))
      if (!result.success) throw new Error(result.error.issues[0]?.message)
      this.#sites = result.data.sites
      this.#log('read the changed list of sites and assets')
    } catch (error) {
      this.#log(
        `keeping the sites as they were: larder.json is faulty: ${error instanceof Error ? error.message : error}`,
      )
    }
  }

  async #stamp(): Promise<string> {
    return stat(this.#file).then(
      ({ mtimeMs, size }) => `${mtimeMs} ${size}`,
      () => '',
    )
  }
}

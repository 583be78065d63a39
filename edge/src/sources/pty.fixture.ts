import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const hasSocat = spawnSync('socat', ['-V']).status === 0
if (!hasSocat) console.warn('skipped: serial lines over real ptys (apt-get install socat)')

/** A serial cable of two ptys, which can be pulled out and plugged in again under the same paths. */
export class Cable {
  #directory = mkdtempSync(join(tmpdir(), 'larder-pty-'))
  #socat: ChildProcess | undefined
  readonly device = join(this.#directory, 'device')
  readonly host = join(this.#directory, 'host')

  async plug(): Promise<void> {
    const end = (path: string) => `pty,raw,echo=0,link=${path}`
    this.#socat = spawn('socat', [end(this.device), end(this.host)], { stdio: 'ignore' })
    const deadlineMs = Date.now() + 10_000
    while (!existsSync(this.device) || !existsSync(this.host)) {
      if (Date.now() > deadlineMs) throw new Error('socat made no ptys')
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }

  /** Both paths vanish, as when a USB adapter is pulled. */
  async unplug(): Promise<void> {
    const socat = this.#socat
    this.#socat = undefined
    if (socat === undefined || socat.exitCode !== null) return
    const gone = new Promise((resolve) => socat.once('exit', resolve))
    socat.kill()
    await gone
  }

  async remove(): Promise<void> {
    await this.unplug()
    rmSync(this.#directory, { recursive: true, force: true })
  }
}

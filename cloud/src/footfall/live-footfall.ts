import type { CameraStatus } from '@larder/contracts/camera'
import type { FootfallNow } from '@larder/contracts/footfall'
import type { FootfallToday } from '@larder/contracts/footfall-view'

/** The edge tells every ten seconds. */
const freshMs = 60_000
const mostCameras = 1000

/** What the edges tell of today and of their cameras. In memory alone: single counts are kept by nobody outside the store. */
export class LiveFootfall {
  readonly #now: () => number
  readonly #today = new Map<string, FootfallNow>()
  readonly #cameras = new Map<string, { site: string; name: string; status: CameraStatus }>()

  constructor(now: () => number) {
    this.#now = now
  }

  tell(site: string, today: FootfallNow): void {
    this.#today.set(site, today)
  }

  /** @param status null when the camera is not configured any more */
  tellCamera(site: string, name: string, status: CameraStatus | null): void {
    const key = `${site}/${name}`
    if (status === null) this.#cameras.delete(key)
    else if (this.#cameras.size < mostCameras || this.#cameras.has(key)) this.#cameras.set(key, { site, name, status })
  }

  /** Today's counts, or undefined where the edge has not told for a minute. */
  fresh(site: string): FootfallNow | undefined {
    const today = this.#today.get(site)
    return today && Math.abs(this.#now() - today.atMs) <= freshMs ? today : undefined
  }

  today(site: string): FootfallToday {
    const now = this.fresh(site) ?? null
    const cameras = [...this.#cameras.values()].filter((camera) => camera.site === site)
    return {
      now,
      visitors: now && now.in - now.reEntries,
      cameras: cameras.map(({ name, status }) => ({ name, status: this.#aged(status) })),
    }
  }

  /** A retained status of an edge that is gone says nothing of now. */
  #aged(status: CameraStatus): CameraStatus {
    if (Math.abs(this.#now() - status.atMs) <= freshMs) return status
    return { ...status, state: 'lost', faults: ['lost'], framesPerSecond: 0, lookedPerSecond: 0 }
  }
}

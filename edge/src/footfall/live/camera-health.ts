import type { CameraFault, CameraStatus } from '@larder/contracts/camera'
import type { PictureQuality } from '../detection/picture-quality.ts'

/** The rate is measured over this long. */
const rateWindowMs = 10_000
/** A camera set to just the least rate comes a little short of it now and then. */
const rateTolerance = 0.95
/** Silence, or pictures that cannot be read, for this long: nothing is counted any more. */
const lostMs = 10_000
/** A stream of a still place may repeat a picture until its next key frame; a camera that works has noise by then. */
const frozenMs = 60_000
/** What lasts less is somebody who walks past close to the lens, or a flicker. */
const lastingMs = 3000
const darkBrightness = 25
const coveredContrast = 6
const blackContrast = 1.5
/**
 * Sharpness for the light there is: Laplacian variance over the variance of brightness. A clip at 512×512 has 0.10,
 * blurred with a Gaussian of 1 px 0.02, of 2 px 0.004, and just so at a third of the light.
 */
const blurredRatio = 0.008

interface Seen {
  atMs: number
  picture: NonNullable<CameraStatus['picture']>
  quality: PictureQuality
}

/** What is measured of one camera. Times come in order. */
export class CameraHealth {
  readonly #minimumFps: number
  readonly #startedMs: number
  readonly #arrivals: number[] = []
  readonly #looks: number[] = []
  readonly #lasting = new Map<CameraFault, number>()
  #lastFrameAtMs: number | null = null
  #seen: Seen | undefined
  #markedAtMs = 0
  #refused = 0
  #refusal: string | null = null
  #refusedAtMs: number | null = null

  constructor(minimumFps: number, startedMs: number) {
    this.#minimumFps = minimumFps
    this.#startedMs = startedMs
  }

  arrived(atMs: number): void {
    this.#lastFrameAtMs = atMs
    this.#arrivals.push(atMs)
    forget(this.#arrivals, atMs)
  }

  looked(atMs: number, picture: Seen['picture'], quality: PictureQuality): void {
    this.#looks.push(atMs)
    forget(this.#looks, atMs)
    if (this.#seen?.quality.mark !== quality.mark) this.#markedAtMs = atMs
    this.#seen = { atMs, picture, quality }
    this.#refusedAtMs = null
    const poor = faultsOf(quality)
    for (const fault of ['covered', 'dark', 'blurred'] as const) {
      if (!poor.includes(fault)) this.#lasting.delete(fault)
      else if (!this.#lasting.has(fault)) this.#lasting.set(fault, atMs)
    }
  }

  refused(atMs: number, why: string): void {
    this.#refused++
    // Decoders complain in many lines; the first says it.
    this.#refusal = why.split('\n', 1)[0]?.slice(0, 200) ?? ''
    this.#refusedAtMs ??= atMs
  }

  /** Pictures were looked at lately, and something could be seen in them. */
  counts(nowMs: number): boolean {
    const state = this.#state(this.faults(nowMs))
    return state === 'counting' || state === 'degraded'
  }

  faults(nowMs: number): CameraFault[] {
    if (nowMs - (this.#lastFrameAtMs ?? this.#startedMs) >= lostMs) return ['lost']
    const faults: CameraFault[] = []
    if (this.#refusedAtMs !== null && nowMs - Math.max(this.#refusedAtMs, this.#seen?.atMs ?? 0) >= lastingMs) {
      faults.push('refused')
    }
    if (this.#seen !== undefined && this.#seen.atMs - this.#markedAtMs >= frozenMs) faults.push('frozen')
    for (const [fault, sinceMs] of this.#lasting) {
      if ((this.#seen?.atMs ?? 0) - sinceMs >= lastingMs) faults.push(fault)
    }
    const settled = nowMs - this.#startedMs >= rateWindowMs
    if (settled && perSecond(this.#looks, nowMs) < this.#minimumFps * rateTolerance) faults.push('slow')
    return faults
  }

  status(nowMs: number, { dropped, restarts }: { dropped: number; restarts: number }): CameraStatus {
    const faults = this.faults(nowMs)
    return {
      atMs: nowMs,
      state: this.#state(faults),
      faults,
      framesPerSecond: perSecond(this.#arrivals, nowMs),
      lookedPerSecond: perSecond(this.#looks, nowMs),
      lastFrameAtMs: this.#lastFrameAtMs,
      picture: this.#seen?.picture ?? null,
      dropped,
      refused: this.#refused,
      refusal: this.#refusal,
      detectorRestarts: restarts,
    }
  }

  #state(faults: readonly CameraFault[]): CameraStatus['state'] {
    if (faults.some((fault) => blinding.has(fault))) return 'lost'
    if (this.#seen === undefined) return 'starting'
    return faults.length > 0 ? 'degraded' : 'counting'
  }
}

const blinding: ReadonlySet<CameraFault> = new Set(['lost', 'refused', 'frozen', 'covered'])

function faultsOf({ brightness, contrast, sharpness }: PictureQuality): CameraFault[] {
  const dark = brightness < darkBrightness
  const covered = contrast < (dark ? blackContrast : coveredContrast)
  if (covered) return ['covered']
  if (dark) return ['dark']
  return sharpness < blurredRatio * contrast ** 2 ? ['blurred'] : []
}

function forget(moments: number[], nowMs: number): void {
  while ((moments[0] ?? nowMs) < nowMs - rateWindowMs) moments.shift()
}

const perSecond = (moments: readonly number[], nowMs: number): number => {
  const count = moments.filter((atMs) => atMs >= nowMs - rateWindowMs).length
  return Math.round((count * 10_000) / rateWindowMs) / 10
}

import type { Still, StillRequest } from '@larder/contracts/footfall'
import { sealedStill } from './sealed-still.ts'

/** Nobody waits longer. */
const patienceMs = 30_000
/** What came late, after the edge was away; two machines' clocks may differ by less. */
const staleMs = 120_000
/** Requests that may wait for one camera. */
const mostWaiting = 4

/** Pictures asked for to draw lines on: one each, sealed for whoever asked, and kept by nobody. */
export class Stills {
  readonly #answer: (camera: string, still: Still) => void
  readonly #waiting = new Map<string, (StillRequest & { sinceMs: number })[]>()

  constructor(answer: (camera: string, still: Still) => void) {
    this.#answer = answer
  }

  ask(camera: string, request: StillRequest, nowMs: number): void {
    if (Math.abs(nowMs - request.atMs) > staleMs) return
    const waiting = this.#waiting.get(camera) ?? []
    if (waiting.length >= mostWaiting) this.#answer(camera, { id: request.id, error: 'too many ask for this camera' })
    else this.#waiting.set(camera, [...waiting, { ...request, sinceMs: nowMs }])
  }

  isWanted(camera: string): boolean {
    return this.#waiting.has(camera)
  }

  /** @param jpeg with its people made unrecognisable */
  give(camera: string, jpeg: Uint8Array): void {
    for (const request of this.#taken(camera)) {
      try {
        this.#answer(camera, sealedStill(request, jpeg))
      } catch {
        this.#answer(camera, { id: request.id, error: 'publicKey: give an RSA key of 2048 bits or more, as its SPKI' })
      }
    }
  }

  /** Tells whom no picture came for. */
  tick(nowMs: number): void {
    for (const [camera, waiting] of this.#waiting) {
      if (waiting.every(({ sinceMs }) => nowMs - sinceMs <= patienceMs)) continue
      for (const { id } of this.#taken(camera)) this.#answer(camera, { id, error: 'no picture comes from this camera' })
    }
  }

  #taken(camera: string): StillRequest[] {
    const waiting = this.#waiting.get(camera) ?? []
    this.#waiting.delete(camera)
    return waiting
  }
}

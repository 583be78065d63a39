/**
 * Two times: the world's, in which things warm and trucks drive, and the stamps', which is everybody's. At speed 1 they
 * are the same. At speed 60 the world lives an hour in a minute while every stamp stays true: devices sample 60 times
 * as often, and a door that is open for an hour is open for a minute by the stamps.
 */
export class WorldClock {
  readonly #speed: number
  readonly #fromMs: number

  /** Both times agree at `fromMs`. */
  constructor(speed: number, fromMs: number) {
    this.#speed = speed
    this.#fromMs = fromMs
  }

  worldMs(stampMs: number): number {
    return stampMs <= this.#fromMs ? stampMs : this.#fromMs + (stampMs - this.#fromMs) * this.#speed
  }

  stampMs(worldMs: number): number {
    return worldMs <= this.#fromMs ? worldMs : Math.round(this.#fromMs + (worldMs - this.#fromMs) / this.#speed)
  }
}

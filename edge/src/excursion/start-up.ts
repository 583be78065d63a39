/** A probe that said nothing for this long was off; what it says first is of the room it was kept in. */
export const offMs = 4 * 3_600_000

/**
 * The first minutes after a probe starts or its asset is switched on, in which temperatures are not judged. A probe that
 * speaks soon after we begin to listen has not just started.
 */
export class StartUp {
  private lastMs: number
  private untilMs = Number.NEGATIVE_INFINITY
  private readonly ignoreMs: number

  constructor(ignoreMs: number, listeningSinceMs: number) {
    this.ignoreMs = ignoreMs
    this.lastMs = listeningSinceMs
  }

  /** Takes a sample; true when it is the first after a start. */
  starts(atMs: number): boolean {
    const starts = atMs - this.lastMs >= offMs
    if (starts) this.untilMs = atMs + this.ignoreMs
    this.lastMs = atMs
    return starts
  }

  ignores(atMs: number): boolean {
    return atMs < this.untilMs
  }

  copy(other: StartUp): void {
    this.lastMs = other.lastMs
    this.untilMs = other.untilMs
  }
}

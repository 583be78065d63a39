/** A defrost takes 52 to 62 minutes on a real freezer; beyond this it no longer excuses warmth. */
export const defrostAllowanceMs = 75 * 60_000

/** Tells whether a defrost that the controller reports still excuses warm air. */
export class DefrostAllowance {
  private sinceMs = Number.NaN

  excuses(atMs: number, defrosting: boolean): boolean {
    if (!defrosting) {
      this.sinceMs = Number.NaN
      return false
    }
    if (Number.isNaN(this.sinceMs)) this.sinceMs = atMs
    return atMs - this.sinceMs <= defrostAllowanceMs
  }

  copy(other: DefrostAllowance): void {
    this.sinceMs = other.sinceMs
  }
}

const buckets = 144

/**
 * A sum over the last `windowMs`, to a resolution of a 144th of it (ten minutes of a day); over all time where the
 * window is infinite. What is added must come in the order of its time.
 */
export class RollingSum {
  total = 0
  private parts: Float64Array | undefined
  private newest = Number.NaN
  private readonly bucketMs: number

  constructor(windowMs: number) {
    this.bucketMs = windowMs / buckets
  }

  /** Adds `perMs` for each millisecond of this time. */
  add(fromMs: number, untilMs: number, perMs: number): void {
    if (!Number.isFinite(this.bucketMs)) {
      this.total += (untilMs - fromMs) * perMs
      return
    }
    this.parts ??= new Float64Array(buckets)
    for (let startMs = fromMs; startMs < untilMs; ) {
      const bucket = Math.floor(startMs / this.bucketMs)
      const endMs = Math.min(untilMs, (bucket + 1) * this.bucketMs)
      if (bucket !== this.newest) this.turnTo(bucket, this.parts)
      const index = bucket % buckets
      const amount = (endMs - startMs) * perMs
      this.parts[index] = (this.parts[index] ?? 0) + amount
      this.total += amount
      startMs = endMs
    }
  }

  /** Lets go what this time has left behind. */
  advance(atMs: number): void {
    if (this.parts === undefined) return
    const bucket = Math.floor(atMs / this.bucketMs)
    if (bucket !== this.newest) this.turnTo(bucket, this.parts)
  }

  clear(): void {
    this.parts?.fill(0)
    this.total = 0
  }

  copy(other: RollingSum): void {
    this.parts = other.parts?.slice()
    this.newest = other.newest
    this.total = other.total
  }

  private turnTo(bucket: number, parts: Float64Array): void {
    if (bucket <= this.newest) return
    const first = Number.isNaN(this.newest) ? bucket : Math.max(this.newest + 1, bucket - buckets + 1)
    let turned = false
    for (let each = first; each <= bucket; each++) {
      const index = each % buckets
      this.total -= parts[index] ?? 0
      parts[index] = 0
      turned ||= index === 0
    }
    this.newest = bucket
    if (turned) this.sumAnew(parts)
  }

  /** Once a turn, so that rounding never adds up. */
  private sumAnew(parts: Float64Array): void {
    this.total = 0
    for (const part of parts) this.total += part
  }
}

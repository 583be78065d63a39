/**
 * A straight line through the recent samples by least squares, where a sample counts e times less for each `lookBackMs`
 * of its age. Constant in time and memory, whatever the interval.
 */
export class Trend {
  private lastMs = Number.NaN
  private firstMs = Number.NaN
  private weight = 0
  private times = 0
  private values = 0
  private timesSquared = 0
  private products = 0
  private stepMs = Number.NaN
  private decay = 1
  private readonly lookBackMs: number

  constructor(lookBackMs: number) {
    this.lookBackMs = lookBackMs
  }

  add(atMs: number, celsius: number): void {
    const stepMs = atMs - this.lastMs
    if (stepMs > 0) this.age(stepMs)
    else this.firstMs = atMs
    // Times count from the newest sample, so the new one adds nothing to the sums of times.
    this.weight += 1
    this.values += celsius
    this.lastMs = atMs
  }

  /** How fast it changes, in °C per millisecond; NaN until the line has looked back far enough to be drawn. */
  get celsiusPerMs(): number {
    if (!(this.lastMs - this.firstMs >= this.lookBackMs)) return Number.NaN
    const spread = this.weight * this.timesSquared - this.times * this.times
    return spread > 0 ? (this.weight * this.products - this.times * this.values) / spread : Number.NaN
  }

  /** Where the line stands now. */
  get celsius(): number {
    return this.values / this.weight - this.celsiusPerMs * (this.times / this.weight)
  }

  clear(): void {
    this.copy(new Trend(this.lookBackMs))
  }

  copy(other: Trend): void {
    this.lastMs = other.lastMs
    this.firstMs = other.firstMs
    this.weight = other.weight
    this.times = other.times
    this.values = other.values
    this.timesSquared = other.timesSquared
    this.products = other.products
    this.stepMs = other.stepMs
    this.decay = other.decay
  }

  private age(stepMs: number): void {
    if (stepMs !== this.stepMs) {
      this.stepMs = stepMs
      this.decay = Math.exp(-stepMs / this.lookBackMs)
    }
    const { decay } = this
    this.timesSquared = decay * (this.timesSquared - 2 * stepMs * this.times + stepMs * stepMs * this.weight)
    this.products = decay * (this.products - stepMs * this.values)
    this.times = decay * (this.times - stepMs * this.weight)
    this.values *= decay
    this.weight *= decay
  }
}

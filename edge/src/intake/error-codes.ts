import type { Reading } from '@larder/contracts/reading'

/** DS18B20: its libraries return this without an answer. */
const noAnswerCelsius = -127
/** DS18B20: what its scratchpad holds before the first conversion (datasheet, "power-on reset value"). */
const powerOnCelsius = 85
/** A probe that was at least this warm before may have come to the power-on value by itself: hot holding, a wash. */
const hotCelsius = 60
/** Probes are remembered up to this many: invented ones must not fill the memory. */
const probesAtMost = 10_000

/**
 * Marks the values by which common probes say that they did not measure, so that no store or report takes them for
 * temperatures. The value itself stays in the reading.
 */
export class ErrorCodes {
  readonly #lastCelsius = new Map<string, number>()

  mark(reading: Reading): Reading {
    const { site, asset, probe, celsius } = reading
    if (celsius === undefined || reading.sensorFault !== undefined) return reading
    const key = `${site}/${asset}/${probe}`
    if (celsius === noAnswerCelsius || (celsius === powerOnCelsius && !this.#wasHot(key))) {
      return { ...reading, sensorFault: 'communication' }
    }
    if (this.#lastCelsius.size >= probesAtMost && !this.#lastCelsius.has(key)) this.#lastCelsius.clear()
    this.#lastCelsius.set(key, celsius)
    return reading
  }

  #wasHot(key: string): boolean {
    return (this.#lastCelsius.get(key) ?? Number.NEGATIVE_INFINITY) >= hotCelsius
  }
}

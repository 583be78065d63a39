import { randomAt, seedOf } from '../random.ts'

/** A DS18B20 at 12 bits counts in sixteenths of a degree (datasheet, table 1). */
export const digitalStepCelsius = 0.0625
/** A fridge controller behind an NTC and a 12-bit converter shows hundredths. */
export const controllerStepCelsius = 0.01

/** The counter of the converter moves by about one step of thermal noise. */
const noiseSteps = 1

/** ±0.25 °C: what a good probe is off by before its calibration is taken into account (EN 12830 allows ±1). */
const maxOffsetCelsius = 0.25

/** How far this probe reads from the truth, on every seed: reading = truth + offset. °C, to the hundredth. */
export function calibrationOffsetOf(asset: string, probe: string): number {
  const share = randomAt(seedOf(0, `${asset}/${probe}/offset`), 0)
  return Math.round((share * 2 - 1) * maxOffsetCelsius * 100) / 100
}

/** What a sensor says of a true temperature: offset, a little noise, and the converter's step. */
export function measured(trueCelsius: number, offsetCelsius: number, stepCelsius: number, noise: number): number {
  const seen = trueCelsius + offsetCelsius + (noise - 0.5) * noiseSteps * stepCelsius
  return Math.round(Math.round(seen / stepCelsius) * stepCelsius * 10_000) / 10_000
}

/** Two AA lithium cells (Energizer L91 datasheet): 3.6 V open, flat for most of the life, then a knee. */
const freshVolts = 3.6
const flatVolts = 3.1
/** Inner resistance rises in the cold: about 4 mV of sag a degree below 20 °C at a transmitter's pulse. */
const sagVoltsPerDegree = 0.004
const lifeDays = 700

/** Battery of a probe that stands at this temperature, at this time: volts under load and percent left. */
export function batteryAt(stream: number, atMs: number, celsius: number): { volts: number; percent: number } {
  const days = atMs / 86_400_000
  const share = (days / lifeDays + randomAt(stream, 1)) % 1
  const volts = freshVolts - (freshVolts - flatVolts) * share ** 1.5 - Math.max(0, 20 - celsius) * sagVoltsPerDegree
  return { volts: Math.round(volts * 1000) / 1000, percent: Math.round((1 - share) * 100) }
}

/** Signal at the gateway: fixed by the place, a few dB of fading, and 8 dB less through a closed steel door. */
export function signalAt(stream: number, atMs: number, doorOpen: boolean): number {
  const placeDbm = -58 - 16 * randomAt(stream, 2)
  const fadingDb = (randomAt(stream, Math.floor(atMs / 1000)) - 0.5) * 8
  return Math.round(placeDbm + fadingDb - (doorOpen ? 0 : 8))
}

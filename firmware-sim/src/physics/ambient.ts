import { randomAt } from '../random.ts'

const dayMs = 86_400_000
const shanghaiOffsetMs = 8 * 3_600_000

/** Climate normals 1991–2020, Xujiahui: yearly mean 17.1 °C, July about 28.6, January about 5. */
const yearMeanCelsius = 17
const yearSwingCelsius = 11.5
/** Warmest about 26 July, warmest hour about 14:30. */
const warmestDay = 206
const warmestHour = 14.5
const daySwingCelsius = 3.5
const weatherCelsius = 2.5

/** A shop's air is held by its own plant and follows the day a little. */
const shopMeanCelsius = 21.5
const shopSwingCelsius = 1.2

const turn = 2 * Math.PI

/** Hours since local midnight, 0 to 24. */
export const localHour = (atMs: number): number => ((((atMs + shanghaiOffsetMs) % dayMs) + dayMs) % dayMs) / 3_600_000

/** Outdoor temperature in Shanghai's shade. */
export function outdoorCelsius(stream: number, atMs: number): number {
  const year = Math.cos((turn * (atMs / dayMs - warmestDay)) / 365.2425)
  return yearMeanCelsius + yearSwingCelsius * year + daySwingCelsius * dayCurve(atMs) + weather(stream, atMs)
}

/** Temperature on a shop floor. */
export const shopCelsius = (atMs: number): number => shopMeanCelsius + shopSwingCelsius * dayCurve(atMs)

const dayCurve = (atMs: number): number => Math.cos((turn * (localHour(atMs) - warmestHour)) / 24)

/** Warm and cold spells: one level a day, each flowing into the next. */
function weather(stream: number, atMs: number): number {
  const day = Math.floor(atMs / dayMs)
  const share = atMs / dayMs - day
  const ease = share * share * (3 - 2 * share)
  const [from, to] = [randomAt(stream, day), randomAt(stream, day + 1)]
  return ((from + (to - from) * ease) * 2 - 1) * weatherCelsius
}

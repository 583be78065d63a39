import { randomAt } from '../random.ts'
import type { Motion } from '../route/timetable.ts'
import { localHour } from './ambient.ts'

const slotMs = 300_000

/** Chance that the door opens within five minutes, by the hour: closed at night, busiest before supper. */
const customersByHour = [
  0, 0, 0, 0, 0, 0, 0.1, 0.25, 0.4, 0.5, 0.6, 0.7, 0.6, 0.4, 0.4, 0.5, 0.7, 0.9, 0.8, 0.6, 0.4, 0.2, 0, 0,
]
const customerOpenSeconds = [10, 35] as const

/** Loading begins before dawn and ends with the last round. */
const forkliftsByHour = [
  0.1, 0.1, 0.1, 0.2, 0.4, 0.5, 0.5, 0.4, 0.3, 0.3, 0.3, 0.3, 0.2, 0.3, 0.3, 0.3, 0.3, 0.2, 0.2, 0.1, 0.1, 0.1, 0.1,
  0.1,
]
const forkliftOpenSeconds = [30, 110] as const

/** Whether somebody has the door open at this time: at most one opening in each five minutes. */
export const customerAtDoor = (stream: number, atMs: number): boolean =>
  openingAt(stream, atMs, customersByHour, customerOpenSeconds)

export const forkliftAtDoor = (stream: number, atMs: number): boolean =>
  openingAt(stream, atMs, forkliftsByHour, forkliftOpenSeconds)

/** While unloading, the doors are opened for one pallet at a time: a minute open, then four closed. */
const deliverySettleSeconds = 90
const deliveryOpenSeconds = 60
const deliveryEverySeconds = 300
/** A longer stop is a rest at the depot: loading is over by then. */
const deliveryLastsSeconds = 25 * 60

export function deliveryAtDoor({ stoppedSeconds, stopLastsSeconds }: Motion): boolean {
  if (stoppedSeconds === null || stopLastsSeconds === null) return false
  const working = stoppedSeconds - deliverySettleSeconds
  const over = stoppedSeconds > Math.min(stopLastsSeconds, deliveryLastsSeconds) - deliverySettleSeconds
  return working >= 0 && !over && working % deliveryEverySeconds < deliveryOpenSeconds
}

function openingAt(
  stream: number,
  atMs: number,
  chanceByHour: readonly number[],
  [shortest, longest]: readonly [number, number],
): boolean {
  const slot = Math.floor(atMs / slotMs)
  const chance = chanceByHour[Math.floor(localHour(atMs))] ?? 0
  if (chance === 0 || randomAt(stream, slot * 3) >= chance) return false
  const lastsMs = (shortest + (longest - shortest) * randomAt(stream, slot * 3 + 1)) * 1000
  const beginsMs = randomAt(stream, slot * 3 + 2) * (slotMs - lastsMs)
  const inSlotMs = atMs - slot * slotMs
  return inSlotMs >= beginsMs && inSlotMs < beginsMs + lastsMs
}

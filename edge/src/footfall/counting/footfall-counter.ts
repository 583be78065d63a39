import { type Crossing, type Line, LineWatch } from './line.ts'
import { afterCrossing, corrected, emptyOn, type Occupancy, onDay, shopDay } from './occupancy.ts'
import { isInside, type Person, type Point } from './place.ts'
import { type Stay, type Zone, type ZoneNow, ZoneWatch } from './zone.ts'

export interface FootfallSettings {
  lines: readonly Line[]
  zones: readonly Zone[]
  /** The lines that lead into the shop; crossing them changes how many are inside. */
  entrances: readonly string[]
  staff: {
    /** Where only staff stand, such as behind the counter: who stays there is not counted from then on. */
    areas: readonly (readonly Point[])[]
    /** Hours of the local clock in which only staff are in; nobody is counted. `from` may be later than `until`: over midnight. */
    hours: readonly { from: number; until: number }[]
  }
  timeZone: string
  /** The local hour at which the shop is known to be empty. */
  resetHour: number
}

/** What must outlive a restart; plain data. */
export interface FootfallState {
  totals: Record<string, { in: number; out: number }>
  occupancy: Occupancy
}

/** Staff pass by their own area's edge like everybody; only who stays this long is staff. */
const staffStayMs = 3000
const staffRememberedMs = 10 * 60_000

/** Counts confirmed people over lines and in zones. Pictures must come in order; nothing of them is kept but places. */
export class FootfallCounter {
  readonly #settings: FootfallSettings
  readonly #lines: LineWatch[]
  readonly #zones: ZoneWatch[]
  readonly #staff = new Map<number, { fromMs: number; lastMs: number; isStaff: boolean }>()
  #state: FootfallState

  constructor(settings: FootfallSettings, state?: FootfallState) {
    this.#settings = settings
    this.#lines = settings.lines.map((line) => new LineWatch(line))
    this.#zones = settings.zones.map((zone) => new ZoneWatch(zone))
    const totals = Object.fromEntries(
      settings.lines.map(({ name }) => [name, state?.totals[name] ?? { in: 0, out: 0 }]),
    )
    this.#state = { totals, occupancy: state?.occupancy ?? emptyOn('') }
  }

  /** @returns who crossed a line and who ended a stay since the picture before */
  see(people: readonly Person[], atMs: number): { crossings: Crossing[]; stays: Stay[] } {
    const customers = people.filter((person) => !this.#isStaff(person, atMs))
    const counted = this.#isStaffHour(atMs) ? [] : customers
    const crossings = counted.flatMap((person) => this.#lines.flatMap((line) => line.see(person, atMs) ?? []))
    for (const person of counted) for (const zone of this.#zones) zone.see(person, atMs)
    for (const crossing of crossings) this.#count(crossing)
    return { crossings, stays: this.#zones.flatMap((zone) => zone.finished(atMs)) }
  }

  /** Forgets everybody the tracker gave up. */
  forget(isThere: (id: number) => boolean): void {
    for (const line of this.#lines) line.forget(isThere)
  }

  zonesNow(nowMs: number): ZoneNow[] {
    return this.#zones.map((zone) => zone.now(nowMs))
  }

  occupancy(nowMs: number): Occupancy {
    return onDay(this.#state.occupancy, this.#dayOf(nowMs))
  }

  /** @throws RangeError unless a whole number from 0 */
  correct(inside: number, nowMs: number): void {
    this.#state = { ...this.#state, occupancy: corrected(this.#state.occupancy, inside, this.#dayOf(nowMs)) }
  }

  get state(): FootfallState {
    return structuredClone(this.#state)
  }

  #count({ atMs, direction, line }: Crossing): void {
    const { occupancy, totals } = this.#state
    const total = totals[line] ?? { in: 0, out: 0 }
    this.#state = {
      totals: { ...totals, [line]: { ...total, [direction]: total[direction] + 1 } },
      occupancy: this.#settings.entrances.includes(line)
        ? afterCrossing(occupancy, direction, this.#dayOf(atMs))
        : occupancy,
    }
  }

  #isStaff({ foot, id }: Person, atMs: number): boolean {
    for (const [known, { lastMs }] of this.#staff) {
      if (atMs - lastMs > staffRememberedMs) this.#staff.delete(known)
    }
    const known = this.#staff.get(id)
    if (known?.isStaff) known.lastMs = atMs
    else if (this.#settings.staff.areas.some((area) => isInside(area, foot))) {
      const fromMs = known?.fromMs ?? atMs
      this.#staff.set(id, { fromMs, lastMs: atMs, isStaff: atMs - fromMs >= staffStayMs })
    } else this.#staff.delete(id)
    return this.#staff.get(id)?.isStaff ?? false
  }

  #isStaffHour(atMs: number): boolean {
    const { staff, timeZone } = this.#settings
    if (staff.hours.length === 0) return false
    const hour = localHour(atMs, timeZone)
    return staff.hours.some(({ from, until }) =>
      from <= until ? hour >= from && hour < until : hour >= from || hour < until,
    )
  }

  #dayOf(atMs: number): string {
    return shopDay(atMs, this.#settings.timeZone, this.#settings.resetHour)
  }
}

const localHour = (atMs: number, timeZone: string): number =>
  Number(new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(atMs))

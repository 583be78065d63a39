import type { FixQuality } from '@larder/contracts/position'

/** What one sentence states, its numbers checked; a field that is empty is absent. */
export interface Statement {
  /** The sentence's type without talker: RMC, GGA, … */
  type: string
  /** The receiver says that it has no fix. */
  void: boolean
  /** Milliseconds since midnight UTC. */
  timeOfDayMs?: number
  /** Midnight UTC of the stated day, in milliseconds since the epoch. */
  midnightMs?: number
  fix?: { latitude: number; longitude: number }
  quality?: FixQuality
  satellites?: number
  speedMetersPerSecond?: number
  courseDegrees?: number
}

/** `malformed`: a field cannot be read. `implausible`: it reads as what cannot be, such as latitude 360. */
export type StatementFault = 'malformed' | 'implausible'
type Stated = Omit<Statement, 'type' | 'void'> & { void?: boolean }

const metersPerSecondPerKnot = 1852 / 3600
/** Civil receivers stop at 1,000 knots (the CoCom limit). */
const speedAtMost = 1000 * metersPerSecondPerKnot

/** Reads a sentence by its type, whoever its talker is; undefined for types that tell no place, time or speed. */
export function readSentence(fields: readonly string[]): Statement | StatementFault | undefined {
  // A name that begins with P is a maker's own, such as Garmin's PGRMC, whatever it ends in.
  const type = /^[A-OQ-Z][A-Z]([A-Z]{3})$/.exec(fields[0] ?? '')?.[1] ?? ''
  if (!Object.hasOwn(readers, type)) return undefined
  try {
    return { type, void: false, ...readers[type]?.(fields) }
  } catch (fault) {
    if (fault instanceof FieldFault) return fault.fault
    throw fault
  }
}

const readers: Record<string, (fields: readonly string[]) => Stated> = {
  RMC: (fields) => {
    const mode = fields[12] ?? ''
    const stamp = { ...timeOf(fields[1]), ...dateOf(fields[9]) }
    if (fields[2] !== 'A' || mode === 'N') return { ...stamp, void: true }
    const motion = { ...speedOf(fields[7], metersPerSecondPerKnot), ...courseOf(fields[8]) }
    return { ...stamp, ...fixOf(fields, 3), ...motion, ...qualityFrom(qualityByMode[mode]) }
  },
  GGA: (fields) => {
    const indicator = fields[6] ?? ''
    if (indicator === '' || indicator === '0') return { ...timeOf(fields[1]), void: true }
    if (!/^\d$/.test(indicator)) throw new FieldFault('malformed')
    const quality = qualityFrom(qualityByIndicator[Number(indicator)])
    return { ...timeOf(fields[1]), ...fixOf(fields, 2), ...satellitesOf(fields[7]), ...quality }
  },
  GLL: (fields) => {
    const mode = fields[7] ?? ''
    // Before NMEA 0183 2.0 a GLL had neither time nor status.
    if ((fields.length > 6 && fields[6] !== 'A') || mode === 'N') return { ...timeOf(fields[5]), void: true }
    return { ...timeOf(fields[5]), ...fixOf(fields, 1), ...qualityFrom(qualityByMode[mode]) }
  },
  GNS: (fields) => {
    const modes = fields[6] ?? ''
    const best = [...'RFPDAEMS'].find((mode) => modes.includes(mode))
    if (best === undefined) return { ...timeOf(fields[1]), void: true }
    const quality = qualityFrom(qualityByMode[best])
    return { ...timeOf(fields[1]), ...fixOf(fields, 2), ...satellitesOf(fields[7]), ...quality }
  },
  VTG: (fields) => {
    if (fields[9] === 'N') return {}
    const speed = fields[5] ? speedOf(fields[5], metersPerSecondPerKnot) : speedOf(fields[7], 1 / 3.6)
    return { ...speed, ...courseOf(fields[1]) }
  },
  ZDA: (fields) => {
    const [, time, day, month, year] = fields
    if (!time || !day || !month || !year) return {}
    return { ...timeOf(time), midnightMs: midnightOf(integer(year), integer(month), integer(day)) }
  },
}

class FieldFault extends Error {
  fault: StatementFault
  constructor(fault: StatementFault) {
    super(fault)
    this.fault = fault
  }
}

function timeOf(text = ''): Stated {
  if (text === '') return {}
  const [, hours, minutes, seconds] = /^(\d\d)(\d\d)(\d\d(?:\.\d*)?)$/.exec(text) ?? []
  if (hours === undefined) throw new FieldFault('malformed')
  // A leap second is written as second 60.
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) >= 61) throw new FieldFault('implausible')
  return { timeOfDayMs: Math.round((Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000) }
}

/** ddmmyy: GPS began in 1980, so 80 to 99 are of the last century. */
function dateOf(text = ''): Stated {
  if (text === '') return {}
  const [, day, month, year] = /^(\d\d)(\d\d)(\d\d)$/.exec(text) ?? []
  if (day === undefined) throw new FieldFault('malformed')
  const century = Number(year) >= 80 ? 1900 : 2000
  return { midnightMs: midnightOf(century + Number(year), Number(month), Number(day)) }
}

function midnightOf(year: number, month: number, day: number): number {
  const midnightMs = Date.UTC(year, month - 1, day)
  const date = new Date(midnightMs)
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || year < 1980) throw new FieldFault('implausible')
  return midnightMs
}

function fixOf(fields: readonly string[], from: number): Stated {
  const [latitude = '', north = '', longitude = '', east = ''] = fields.slice(from, from + 4)
  return { fix: { latitude: degreesOf(latitude, north, 'NS', 90), longitude: degreesOf(longitude, east, 'EW', 180) } }
}

/** (d)ddmm.mmmm and a hemisphere, to decimal degrees at a tenth of a millimetre. */
function degreesOf(text: string, hemisphere: string, hemispheres: string, most: number): number {
  const [, degrees, minutes] = /^(\d{0,3})(\d\d(?:\.\d*)?)$/.exec(text) ?? []
  if (degrees === undefined || hemisphere.length !== 1) throw new FieldFault('malformed')
  const size = Math.round((Number(degrees) + Number(minutes) / 60) * 1e9) / 1e9
  const sign = hemispheres.indexOf(hemisphere)
  if (Number(minutes) >= 60 || size > most || sign < 0) throw new FieldFault('implausible')
  return sign === 1 && size !== 0 ? -size : size
}

function speedOf(text = '', metersPerSecondPerUnit: number): Stated {
  if (text === '') return {}
  const metersPerSecond = Math.round(decimal(text) * metersPerSecondPerUnit * 1e6) / 1e6
  if (metersPerSecond < 0 || metersPerSecond > speedAtMost) throw new FieldFault('implausible')
  return { speedMetersPerSecond: metersPerSecond }
}

function courseOf(text = ''): Stated {
  if (text === '') return {}
  const courseDegrees = decimal(text)
  if (courseDegrees < 0 || courseDegrees > 360) throw new FieldFault('implausible')
  return { courseDegrees }
}

const satellitesOf = (text = ''): Stated => (/^\d{1,2}$/.test(text) ? { satellites: Number(text) } : {})

function decimal(text: string): number {
  if (!/^-?\d*\.?\d+$|^-?\d+\.$/.test(text.trim())) throw new FieldFault('malformed')
  return Number(text)
}

function integer(text: string): number {
  if (!/^\d{1,4}$/.test(text)) throw new FieldFault('malformed')
  return Number(text)
}

const qualityFrom = (quality: FixQuality | undefined): Stated => (quality === undefined ? {} : { quality })

/** NMEA 0183 4.10, GGA field 6. */
const qualityByIndicator: readonly (FixQuality | undefined)[] = [
  undefined,
  'gps',
  'differential',
  'pps',
  'rtk',
  'float-rtk',
  'estimated',
  'manual',
  'simulated',
  // NovAtel receivers write 9 for a satellite-based differential fix.
  'differential',
]

/** NMEA 0183 4.10, mode indicator of RMC, GLL and GNS. */
const qualityByMode: Record<string, FixQuality | undefined> = {
  A: 'gps',
  D: 'differential',
  P: 'pps',
  R: 'rtk',
  F: 'float-rtk',
  E: 'estimated',
  M: 'manual',
  S: 'simulated',
}

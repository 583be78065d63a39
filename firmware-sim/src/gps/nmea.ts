/** What a receiver knows in one second. */
export interface Fix {
  atMs: number
  latitude: number
  longitude: number
  speedMetersPerSecond: number
  courseDegrees: number
  /** Satellites in view; those of the solution are the first `used`. */
  satellites: readonly Satellite[]
  used: number
  hdop: number
  altitudeMeters: number
}

export interface Satellite {
  id: number
  elevation: number
  azimuth: number
  snr: number
}

const knotsPerMeterPerSecond = 1.943_844
const kilometersPerHour = 3.6
/** Height of the geoid above the ellipsoid at Shanghai, m (EGM96). */
const geoidMeters = 11.2

/** XOR of what stands between `$` and `*`, two hexadecimal digits (NMEA 0183 3.01, 5.3.3). */
export const checksum = (body: string): string => {
  let sum = 0
  for (let index = 0; index < body.length; index++) sum ^= body.charCodeAt(index)
  return sum.toString(16).toUpperCase().padStart(2, '0')
}

const sentence = (fields: readonly (string | number)[]): string => {
  const body = fields.join(',')
  return `$${body}*${checksum(body)}\r\n`
}

/** The burst a receiver sends each second: RMC, GGA, GSA, GSV, VTG. Without a fix the fields are empty. */
export function burst(atMs: number, fix: Fix | null, inView: readonly Satellite[]): string[] {
  const time = timeOf(atMs)
  const date = dateOf(atMs)
  if (fix === null) {
    return [
      sentence(['GPRMC', time, 'V', '', '', '', '', '', '', date, '', '', 'N']),
      sentence(['GPGGA', time, '', '', '', '', 0, '00', '99.9', '', 'M', '', 'M', '', '']),
      sentence(['GPGSA', 'A', 1, ...Array(12).fill(''), '99.9', '99.9', '99.9']),
      ...inViewSentences(inView),
      sentence(['GPVTG', '', 'T', '', 'M', '', 'N', '', 'K', 'N']),
    ]
  }
  const knots = (fix.speedMetersPerSecond * knotsPerMeterPerSecond).toFixed(2)
  const course = fix.courseDegrees.toFixed(2)
  const place = [
    angle(fix.latitude, 2),
    fix.latitude < 0 ? 'S' : 'N',
    angle(fix.longitude, 3),
    fix.longitude < 0 ? 'W' : 'E',
  ]
  const hdop = fix.hdop.toFixed(1)
  const used = fix.satellites.slice(0, Math.min(12, fix.used)).map((satellite) => two(satellite.id))
  const solution = [...used, ...Array(12 - used.length).fill('')]
  const altitude = fix.altitudeMeters.toFixed(1)
  return [
    sentence(['GPRMC', time, 'A', ...place, knots, course, date, '', '', 'A']),
    sentence(['GPGGA', time, ...place, 1, two(fix.used), hdop, altitude, 'M', geoidMeters.toFixed(1), 'M', '', '']),
    sentence(['GPGSA', 'A', 3, ...solution, (fix.hdop * 1.7).toFixed(1), hdop, (fix.hdop * 1.4).toFixed(1)]),
    ...inViewSentences(fix.satellites),
    sentence(['GPVTG', course, 'T', '', 'M', knots, 'N', speed(fix), 'K', 'A']),
  ]
}

function inViewSentences(satellites: readonly Satellite[]): string[] {
  const total = Math.max(1, Math.ceil(satellites.length / 4))
  return Array.from({ length: total }, (_, index) => {
    const four = satellites.slice(index * 4, index * 4 + 4)
    const fields = four.flatMap(({ id, elevation, azimuth, snr }) => [
      two(id),
      two(elevation),
      String(azimuth).padStart(3, '0'),
      snr === 0 ? '' : two(snr),
    ])
    return sentence(['GPGSV', total, index + 1, two(satellites.length), ...fields])
  })
}

const speed = (fix: Fix): string => (fix.speedMetersPerSecond * kilometersPerHour).toFixed(2)

const two = (value: number): string => String(value).padStart(2, '0')

/** Degrees and minutes with four decimals: 18 cm. */
function angle(degrees: number, degreeDigits: number): string {
  // Rounded once, in ten-thousandths of a minute, so that 59.99999' never prints as 60.0000'.
  const total = Math.round(Math.abs(degrees) * 600_000)
  const whole = Math.floor(total / 600_000)
  const minutes = ((total - whole * 600_000) / 10_000).toFixed(4).padStart(7, '0')
  return `${String(whole).padStart(degreeDigits, '0')}${minutes}`
}

const timeOf = (atMs: number): string => new Date(atMs).toISOString().slice(11, 22).replaceAll(':', '')

function dateOf(atMs: number): string {
  const [year, month, day] = new Date(atMs).toISOString().slice(0, 10).split('-')
  return `${day}${month}${year?.slice(2)}`
}

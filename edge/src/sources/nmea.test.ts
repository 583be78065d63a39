import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Decoded, type Fix, NmeaDecoder, nearestDay } from './nmea.ts'
import { checksumOf } from './nmea-line.ts'

/** Sentences with their checksums, one line each. */
const stream = (...bodies: string[]): string =>
  bodies.map((body) => `$${body}*${checksumOf(body).toString(16).toUpperCase().padStart(2, '0')}\r\n`).join('')

function decode(bytes: string | Uint8Array, cuts: number[] = [], clock?: () => number): Decoded {
  const decoder = new NmeaDecoder(clock)
  const all = typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes
  const decoded: Decoded = { fixes: [], rejected: [] }
  const ends = [...cuts.map((cut) => cut % (all.length + 1)).sort((a, b) => a - b), all.length]
  let from = 0
  for (const until of ends) {
    add(decoded, decoder.push(all.subarray(from, until)))
    from = until
  }
  add(decoded, decoder.end())
  return decoded
}

function add(into: Decoded, more: Decoded): void {
  into.fixes.push(...more.fixes)
  into.rejected.push(...more.rejected)
}

const at = (text: string) => Date.parse(text)
const reasons = (decoded: Decoded) => decoded.rejected.map(({ reason }) => reason)

test('RMC and GGA of one instant make one fix, whatever their talkers and their order', () => {
  const rmc = 'GNRMC,123519.00,A,4807.038,N,01131.000,E,022.4,084.4,230394,003.1,W,D'
  const gga = 'GPGGA,123519,4807.038,N,01131.000,E,4,08,0.9,545.4,M,46.9,M,,'
  const fix = {
    latitude: 48.1173,
    longitude: 11.516666667,
    observedAtMs: at('1994-03-23T12:35:19Z'),
    speedMetersPerSecond: 11.523556,
    courseDegrees: 84.4,
    quality: 'rtk',
    satellites: 8,
  }
  expect(decode(stream(rmc, gga)).fixes).toEqual([fix])
  expect(decode(stream(gga, 'GPGSA,A,3', rmc)).fixes).toEqual([fix])
})

test.each([
  ['BDGLL,3342.5,S,07030.0,W,101112.5,A,A', { latitude: -33.708333333, longitude: -70.5, quality: 'gps' }],
  ['GPGLL,4916.45,N,12311.12,W', { latitude: 49.274166667, longitude: -123.185333333 }],
  ['GAGGA,101112,0000.000,S,00000.600,W,1,04,,,,,,,', { latitude: 0, longitude: -0.01, quality: 'gps', satellites: 4 }],
  [
    'GNGNS,101112,5100.0,N,00000.0,E,NND,12,,,,,',
    { latitude: 51, longitude: 0, quality: 'differential', satellites: 12 },
  ],
])('%s alone is a fix without a date that nobody told', (body, fix) => {
  expect(decode(stream(body)).fixes).toEqual([fix])
})

test('a GGA takes the date of the last RMC or ZDA, over midnight in both directions', () => {
  const gga = (time: string) => `GPGGA,${time},5100.0,N,00100.0,E,1,04,,,,,,,`
  const { fixes } = decode(stream('GPZDA,235958.00,31,12,2025,00,00', gga('235959'), gga('000000'), gga('235959.5')))
  expect(fixes.map(({ observedAtMs = 0 }) => new Date(observedAtMs).toISOString())).toEqual([
    '2025-12-31T23:59:59.000Z',
    '2026-01-01T00:00:00.000Z',
    '2025-12-31T23:59:59.500Z',
  ])
})

test('a log of days is dated day by day when only GGA goes on', () => {
  const gga = (hour: number) => `GPGGA,${String(hour % 24).padStart(2, '0')}0000,5100.0,N,00100.0,E,1,04,,,,,,,`
  const hours = Array.from({ length: 60 }, (_, hour) => gga(hour))
  const { fixes } = decode(stream('GPZDA,000000.00,01,01,2026,00,00', ...hours))
  expect(fixes.at(-1)?.observedAtMs).toBe(at('2026-01-03T11:00:00Z'))
})

test('with a clock, a receiver that never tells the date lives now', () => {
  const bytes = stream('GPGGA,235959,5100.0,N,00100.0,E,1,04,,,,,,,')
  expect(decode(bytes, [], () => at('2026-11-20T00:00:01Z')).fixes[0]?.observedAtMs).toBe(at('2026-11-19T23:59:59Z'))
})

test('two-digit years from 80 on are of the last century, as GPS began in 1980', () => {
  const rmc = (date: string) => `GPRMC,000000,A,5100.0,N,00100.0,E,,,${date},,`
  const years = (date: string) => new Date(decode(stream(rmc(date))).fixes[0]?.observedAtMs ?? 0).getUTCFullYear()
  expect([years('060180'), years('220899'), years('010100'), years('311279')]).toEqual([1980, 1999, 2000, 2079])
})

test('speed comes from RMC, else from VTG in knots, else in km/h', () => {
  const gga = 'GPGGA,101112,5100.0,N,00100.0,E,1,04,,,,,,,'
  expect(decode(stream(gga, 'GPVTG,90,T,,M,,N,36.0,K,A')).fixes[0]?.speedMetersPerSecond).toBe(10)
  expect(decode(stream(gga, 'GPVTG,90,T,,M,10,N,18.52,K,A')).fixes[0]?.speedMetersPerSecond).toBe(5.144444)
  expect(decode(stream(gga, 'GPVTG,90,T,,M,10,N,18.52,K,N')).fixes[0]?.speedMetersPerSecond).toBeUndefined()
})

test.each([
  ['GPRMC,101112,V,5100.0,N,00100.0,E,0,0,010126,,', 'no-fix'],
  ['GPRMC,101112,A,5100.0,N,00100.0,E,0,0,010126,,,N', 'no-fix'],
  ['GPGGA,101112,5100.0,N,00100.0,E,0,00,,,,,,,', 'no-fix'],
  ['GPGGA,,,,,,,,,,,,,,', 'no-fix'],
  ['GPGLL,5100.0,N,00100.0,E,101112,V,N', 'no-fix'],
  ['GNGNS,101112,,,,,NN,00,,,,,', 'no-fix'],
  ['GPRMC,101112,A,,,,,,,010126,,', 'malformed'],
  ['GPRMC,101112,A,51x0.0,N,00100.0,E,,,010126,,', 'malformed'],
  ['GPRMC,1011,A,5100.0,N,00100.0,E,,,010126,,', 'malformed'],
  ['GPRMC,101112,A,5100.0,N,00100.0,E,fast,,010126,,', 'malformed'],
  ['GPGGA,101112,5100.0,N,00100.0,E,x,04,,,,,,,', 'malformed'],
  ['GPRMC', 'no-fix'],
  ['GPRMC,101112,A,36000.0,N,00100.0,E,,,010126,,', 'implausible'],
  ['GPRMC,101112,A,5160.0,N,00100.0,E,,,010126,,', 'implausible'],
  ['GPRMC,101112,A,9000.1,N,00100.0,E,,,010126,,', 'implausible'],
  ['GPRMC,101112,A,5100.0,N,18000.1,E,,,010126,,', 'implausible'],
  ['GPRMC,101112,A,5100.0,X,00100.0,E,,,010126,,', 'implausible'],
  ['GPRMC,241112,A,5100.0,N,00100.0,E,,,010126,,', 'implausible'],
  ['GPRMC,101112,A,5100.0,N,00100.0,E,,,310226,,', 'implausible'],
  ['GPRMC,101112,A,5100.0,N,00100.0,E,99999,,010126,,', 'implausible'],
])('%s gives no position: %s', (body, reason) => {
  const decoded = decode(stream(body))
  expect(decoded.fixes).toEqual([])
  expect(reasons(decoded)).toEqual([reason])
})

test('sentences that say nothing about the fix are passed over, but their checksums count', () => {
  const decoded = decode(
    `${stream('GPGSV,1,1,00', 'PSRF103,00,00,01,01', 'AIVDM,1,1,,A,14eG', '')}$GPGSV,1,1,00*00\r\n`,
  )
  expect(decoded).toEqual({ fixes: [], rejected: [{ reason: 'bad-checksum', sentence: '$GPGSV,1,1,00*00' }] })
})

test('a sentence that another breaks into is torn, and the inner one counts', () => {
  const inner = stream('GPGLL,5100.0,N,00100.0,E,101112,A,A').trimEnd()
  const decoded = decode(`noise$GPGGA,101112,51${inner}\r\n00.0,N,001*22\r\n# $GPGGA in a comment\r\n$GPGLL,5100.0,N,0`)
  expect(decoded.fixes).toMatchObject([{ latitude: 51, longitude: 1 }])
  expect(reasons(decoded)).toEqual(['torn', 'torn'])
})

const piece = fc.oneof(
  fc.constantFrom(
    stream('GPRMC,101112,A,5100.0,N,00100.0,W,5,90,010126,,,A'),
    stream('GPGGA,101112,5100.0,N,00100.0,W,1,04,,,,,,,'),
    stream('GNGLL,5100.0,S,00100.0,W,101113,A,A'),
    stream('GPVTG,,,,,5,N,,,A'),
    stream('GPZDA,101113,01,01,2026,,'),
    '$GPRMC,10111',
    '# comment $GPGGA\n',
    '$$*\r\n',
    `$${'x'.repeat(3000)}`,
  ),
  fc.string({ maxLength: 30 }),
)

test('any chunking gives the same fixes and the same rejections', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), fc.array(fc.nat(), { maxLength: 20 }), (pieces, cuts) => {
      const bytes = pieces.join('')
      expect(decode(bytes, cuts)).toEqual(decode(bytes))
    }),
    { numRuns: 300 },
  )
})

test('no bytes crash the decoder, and no position is ever out of range', () => {
  const field = fc.oneof(
    fc.constantFrom('', 'A', 'V', 'N', 'S', 'E', 'W', '1', '0', '101112', '010126', '36000.0', '-5100.0', '5100.0'),
    fc.double().map(String),
    fc.string(),
  )
  const type = fc.constantFrom('GPRMC', 'GNGGA', 'GPGLL', 'GNGNS', 'GPVTG', 'GPZDA', 'GPtoString', 'GP__proto__')
  const sentence = fc
    .tuple(type, fc.array(field, { maxLength: 16 }))
    .map(([name, fields]) => [name, ...fields].join(','))
  fc.assert(
    fc.property(fc.array(sentence), fc.uint8Array(), (bodies, noise) => {
      for (const fix of decode(Buffer.concat([Buffer.from(stream(...bodies), 'latin1'), noise])).fixes) {
        expect(Math.abs(fix.latitude)).toBeLessThanOrEqual(90)
        expect(Math.abs(fix.longitude)).toBeLessThanOrEqual(180)
      }
    }),
    { numRuns: 500 },
  )
})

test('the nearest day is found around midnight', () => {
  expect(nearestDay(1000, at('2026-01-01T23:59:59Z'))).toBe(at('2026-01-02T00:00:01Z'))
  expect(nearestDay(86_399_000, at('2026-01-02T00:00:01Z'))).toBe(at('2026-01-01T23:59:59Z'))
})

const logs = fileURLToPath(new URL('../../../../shared/data/nmea/', import.meta.url))
const present = existsSync(logs)
if (!present) console.warn('skipped: real receiver logs (../shared/data/nmea is absent)')

describe.skipIf(!present)('real receiver logs', () => {
  const decodeLog = (name: string) => decode(readFileSync(`${logs}${name}.log`))
  const first = (name: string) => shown(decodeLog(name).fixes[0])
  const shown = (fix: Fix | undefined) =>
    fix && { ...fix, observedAtMs: fix.observedAtMs && new Date(fix.observedAtMs).toISOString() }

  test('with bytes flipped, lost and put in anywhere they neither crash it nor leave the globe', () => {
    const all = readdirSync(logs)
      .filter((name) => name.endsWith('.log'))
      .map((name) => readFileSync(`${logs}${name}`))
    const damage = fc.array(
      fc.record({
        place: fc.nat(),
        byte: fc.integer({ min: 0, max: 255 }),
        how: fc.constantFrom('flip', 'cut', 'put'),
      }),
      { minLength: 1, maxLength: 40 },
    )
    fc.assert(
      fc.property(fc.constantFrom(...all), damage, fc.boolean(), (log, damages, unchecked) => {
        const text = unchecked ? log.toString('latin1').replace(/\*[0-9A-F]{2}/g, '') : log.toString('latin1')
        const bytes = [...Buffer.from(text, 'latin1')]
        for (const { place, byte, how } of damages) {
          const removed = how === 'put' ? 0 : 1
          bytes.splice(place % bytes.length, removed, ...(how === 'cut' ? [] : [byte]))
        }
        for (const fix of decode(Uint8Array.from(bytes)).fixes) {
          expect(Math.abs(fix.latitude)).toBeLessThanOrEqual(90)
          expect(Math.abs(fix.longitude)).toBeLessThanOrEqual(180)
          expect(fix.speedMetersPerSecond ?? 0).toBeLessThanOrEqual(515)
          expect(fix.courseDegrees ?? 0).toBeLessThanOrEqual(360)
        }
      }),
      { numRuns: 200 },
    )
  })

  test('each holds as many fixes as instants at which its receiver had one, all dated and in range', () => {
    const counted = readdirSync(logs)
      .filter((name) => name.endsWith('.log'))
      .map((name) => [name.slice(0, -4), decodeLog(name.slice(0, -4)).fixes] as const)
    for (const [, fixes] of counted) {
      for (const { latitude, longitude, observedAtMs } of fixes) {
        expect(Math.abs(latitude)).toBeLessThanOrEqual(90)
        expect(Math.abs(longitude)).toBeLessThanOrEqual(180)
        expect(observedAtMs).toBeGreaterThan(at('2005-01-01T00:00:00Z'))
      }
    }
    expect(Object.fromEntries(counted.map(([name, fixes]) => [name, fixes.length]))).toEqual({
      'blumax-gps009': 4,
      bt451: 15,
      'bu353-glonass': 9,
      'cat-ms352': 40,
      'com-1289': 14,
      gpslim236: 20,
      'gr601-w': 10,
      'hab-gpspi': 3,
      'haicom-305N': 68,
      'holux-gm-210': 0,
      iTrek: 35,
      isync: 12,
    })
  })

  test('southern and western hemispheres, worked out by hand', () => {
    // 2712.6520,S = −(27 + 12.6520/60); 15303.1397,E = 153 + 3.1397/60
    expect(first('haicom-305N')).toMatchObject({
      latitude: -27.210866667,
      longitude: 153.052328333,
      observedAtMs: '2007-04-08T09:53:04.802Z',
    })
    // 3842.86006889,N 11705.43645510,W; 0.011 knots; GGA quality 2
    expect(first('cat-ms352')).toMatchObject({
      latitude: 38.714334482,
      longitude: -117.090607585,
      observedAtMs: '2022-11-23T11:39:38.500Z',
      speedMetersPerSecond: 0.005659,
      quality: 'differential',
    })
  })

  test('a GLL before the first date takes the date that follows', () => {
    expect(first('gr601-w')).toMatchObject({ observedAtMs: '2013-10-24T14:32:51.000Z', longitude: -75.520094333 })
  })

  test('collisions, partial sentences and bad checksums are counted by reason', () => {
    expect(reasons(decodeLog('isync'))).toEqual(['torn'])
    expect(reasons(decodeLog('com-1289'))).toEqual(['bad-checksum'])
    expect(reasons(decodeLog('holux-gm-210')).filter((reason) => reason !== 'no-fix')).toEqual(['torn'])
  })

  test('any chunking of a real log gives the same', () => {
    const bytes = readFileSync(`${logs}haicom-305N.log`)
    const whole = decode(bytes)
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 60 }), (cuts) => {
        expect(decode(bytes, cuts)).toEqual(whole)
      }),
      { numRuns: 20 },
    )
  })
})

test('without checksums, whole sentences count until their kind comes with one; torn ones never do', () => {
  const rmc = 'GPRMC,101112,A,5100.0,N,00100.0,W,5,90,010126,,,A'
  const gga = '$GPGGA,101112,5100.0,N,00100.0,W,1,07,,,,,,,\r\r\n'
  expect(decode(`$${rmc}\r\n${gga}`).fixes).toMatchObject([{ latitude: 51, longitude: -1, satellites: 7 }])
  expect(reasons(decode(`$${rmc.slice(0, 40)}\r\n$${rmc}`))).toEqual(['torn', 'torn'])
  expect(decode(`${stream(rmc)}$${rmc.replace('101112', '101113')}\r\n`)).toMatchObject({
    fixes: [{ latitude: 51 }],
    rejected: [{ reason: 'torn' }],
  })
  expect(reasons(decode('$GPRMC,101112,A,51\u00050.0,N,00100.0,W,5,90,010126,,,A\r\n'))).toEqual(['torn'])
})

test('what stands around sentences is passed over: time stamps, AIS, makers’ own, binary frames, several in one line', () => {
  const rmc = stream('GPRMC,101112,A,5100.0,N,00100.0,W,5,90,010126,,,A')
    .trimEnd()
    .replace(/..$/, (sum) => sum.toLowerCase())
  const later = stream('GPRMC,101113,A,5100.1,N,00100.0,W,5,90,010126,,,A').trimEnd()
  const ubx = Buffer.from([0xb5, 0x62, 0x01, 0x24, 0x05, 0x24, 0xff, 0x00, 0x0a]).toString('latin1')
  const text = `2026-01-01T10:11:12Z ${rmc}${later}\r\r\n!AIVDM,1,1,,A,14eG;o@034o8sd<L9i:a;WF>062D,0*7D\r\n`
  const decoded = decode(`${text}${ubx}$PGRMC,A,218.8,100,6378137.000,298.257,0,0,0*00\r\n`)
  expect(decoded.fixes).toHaveLength(2)
  expect(reasons(decoded)).toEqual(['bad-checksum'])
  expect(decode(stream('PGRMC,A,218.8,100,6378137.000,298.257,0,0,0')).rejected).toEqual([])
})

test('a receiver that contradicts itself is believed with three satellites or more, in either order', () => {
  const rmc = 'GPRMC,101112,V,5100.0,N,00100.0,W,,,010126,,,N'
  const gga = (satellites: string) => `GPGGA,101112,5100.0,N,00100.0,W,1,${satellites},,,,,,,`
  for (const order of [(a: string, b: string) => stream(a, b), (a: string, b: string) => stream(b, a)]) {
    expect(decode(order(rmc, gga('05'))).fixes).toHaveLength(1)
    expect(decode(order(rmc, gga('02'))).fixes).toEqual([])
  }
})

import { createReadStream } from 'node:fs'
import type { Command } from '@larder/contracts/room'
import { type Decoded, type Fix, NmeaDecoder, type NmeaFault } from './nmea.ts'

/** `nmea FILE…`: one JSON line per fix on standard output; what was rejected, counted by reason, on standard error. */
export const nmeaCommand: Command = {
  name: 'nmea',
  usage: 'nmea FILE…',
  summary: 'decode GPS receiver logs (NMEA 0183) to JSON lines; "-" reads standard input',
  async run(args, { out, error }) {
    if (args.length === 0 || args.some((arg) => arg.startsWith('--'))) {
      error('usage: nmea FILE…')
      return 2
    }
    let code = 0
    const rejected: Partial<Record<NmeaFault, number>> = {}
    for (const file of args) {
      try {
        for await (const decoded of decodeFile(file)) {
          for (const fix of decoded.fixes) out(lineOf(fix))
          for (const { reason } of decoded.rejected) rejected[reason] = (rejected[reason] ?? 0) + 1
        }
      } catch (cause) {
        error(`${file}: ${cause instanceof Error ? cause.message : cause}`)
        code = 1
      }
    }
    error(JSON.stringify(rejected))
    return code
  },
}

async function* decodeFile(file: string): AsyncGenerator<Decoded> {
  const decoder = new NmeaDecoder()
  const stream = file === '-' ? process.stdin : createReadStream(file)
  for await (const chunk of stream) yield decoder.push(chunk)
  yield decoder.end()
}

function lineOf({ latitude, longitude, observedAtMs, speedMetersPerSecond, quality }: Fix): string {
  const observedAt = observedAtMs === undefined ? undefined : new Date(observedAtMs).toISOString()
  return JSON.stringify({ latitude, longitude, observedAt, speedMetersPerSecond, quality })
}

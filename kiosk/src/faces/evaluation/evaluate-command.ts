import { parseArgs } from 'node:util'
import type { Command } from '@larder/contracts/room'
import type { Protocol } from './evaluate.ts'

const usage = 'faces evaluate DIR [--enrol 1] [--unknown 0.3] [--seed 1] [--draws 50]'

/** Measures recognition on pictures of known people, without a site. Nothing of them is kept. */
export const facesEvaluateCommand: Command = {
  name: 'faces evaluate',
  usage,
  summary: 'measure face recognition on DIR, one folder of pictures per person, and print the figures as JSON',
  async run(args, context) {
    const asked = readArguments(args)
    if (typeof asked === 'string') {
      context.error(`${asked}\nusage: larder ${usage}`)
      return 2
    }
    const { FaceEngine } = await import('../face-engine.ts')
    const { describePeople } = await import('./read-people.ts')
    const { evaluate } = await import('./evaluate.ts')
    const engine = new FaceEngine()
    try {
      const { described, ...rest } = await describePeople(asked.directory, engine)
      for (const { picture, why } of rest.refused) context.error(`not used: ${picture}: ${why}`)
      context.out(JSON.stringify({ ...evaluate(described, asked.protocol), ...rest }, rounded, 2))
      return 0
    } catch (error) {
      context.error(`faces evaluate: ${asked.directory}: ${error instanceof Error ? error.message : error}`)
      return 1
    } finally {
      await engine.stop()
    }
  },
}

/** Four decimals: more than any of these figures can bear. */
const rounded = (_key: string, value: unknown): unknown =>
  typeof value === 'number' ? Math.round(value * 10_000) / 10_000 : value

function readArguments(args: string[]): { directory: string; protocol: Protocol } | string {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        enrol: { type: 'string', default: '1' },
        unknown: { type: 'string', default: '0.3' },
        seed: { type: 'string', default: '1' },
        draws: { type: 'string', default: '50' },
      },
    })
    const [directory, ...others] = positionals
    if (directory === undefined || others.length > 0) return 'name one folder'
    const whole = (name: 'enrol' | 'seed' | 'draws', least: number, most: number): number => {
      const value = Number(values[name])
      if (Number.isInteger(value) && value >= least && value <= most) return value
      throw new Error(`--${name}: give a whole number from ${least} to ${most}`)
    }
    const unknownShare = Number(values.unknown)
    if (!(unknownShare > 0 && unknownShare < 1)) return '--unknown: give a share between 0 and 1, such as 0.3'
    const protocol = {
      enrol: whole('enrol', 1, 50),
      unknownShare,
      seed: whole('seed', 0, 2 ** 31),
      draws: whole('draws', 1, 1000),
    }
    return { directory, protocol }
  } catch (error) {
    return (error as Error).message
  }
}

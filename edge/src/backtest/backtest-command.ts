import { parseArgs } from 'node:util'
import { parsedCommand } from '@larder/contracts/parsed-command'
import { isBuiltIn, profiles } from '@larder/contracts/profiles'
import { type Columns, readColumns } from '../replay/columns.ts'

const usage =
  'backtest FILE.csv [--profile frozen-cabinet] [--columns observedAt=ISOdateTime,celsius=Temperature,…] [--kind cabinet|warehouse|truck]'

const kinds = ['cabinet', 'warehouse', 'truck'] as const

interface Asked {
  file: string
  profile: keyof typeof profiles
  columns: Columns
  kind: (typeof kinds)[number]
}

/** Tries a profile's rules on a recorded file, without a site. */
export const backtestCommand = parsedCommand({
  name: 'backtest',
  usage,
  summary: 'print what a profile’s rules would have raised over a CSV file of temperatures, as JSON',
  read: readArguments,
  about: (asked) => asked.file,
  async run(asked, context) {
    const { readPast, lineOf } = await import('./read-past.ts')
    const { backtest } = await import('./backtest.ts')
    const { past, rows } = await readPast(asked.file, asked.columns)
    const result = backtest(past, { name: asked.profile, profile: profiles[asked.profile], kind: asked.kind })
    for (const one of rows.rejected.first) context.error(`not used: ${lineOf(one)}`)
    if (rows.takenAsUtc > 0) context.error(`${rows.takenAsUtc} stamps have no UTC offset: they are taken as UTC`)
    context.out(JSON.stringify({ ...result, rows }, null, 2))
    return 0
  },
})

function readArguments(args: string[]): Asked | string {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        profile: { type: 'string', default: 'frozen-cabinet' },
        columns: { type: 'string', default: '' },
        kind: { type: 'string', default: 'cabinet' },
      },
    })
    const [file, ...others] = positionals
    if (file === undefined || others.length > 0) return 'name one file'
    const { profile } = values
    if (!isBuiltIn(profile)) return `--profile: there is no ${profile}; there are ${Object.keys(profiles).join(', ')}`
    const kind = kinds.find((one) => one === values.kind)
    if (kind === undefined) return `--kind: give one of ${kinds.join(', ')}`
    return { file, profile, columns: readColumns(values.columns), kind }
  } catch (error) {
    return (error as Error).message
  }
}

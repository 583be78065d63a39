import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { parsedCommand } from '@larder/contracts/parsed-command'
import { type MotRow, parseMotFile } from '../mot-file.ts'
import { evaluate } from './evaluate.ts'

const usage = 'track evaluate --truth FILE --tracks FILE'

export const evaluateCommand = parsedCommand({
  name: 'track evaluate',
  usage,
  summary: 'compare tracks with the truth, both MOTChallenge files: MOTA, MOTP, IDF1, id switches, HOTA as JSON',
  read: readArguments,
  async run(asked, context) {
    context.out(JSON.stringify(evaluate(read(asked.truth), read(asked.tracks)), null, 2))
    return 0
  },
})

function read(file: string): MotRow[] {
  try {
    return parseMotFile(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : error}`)
  }
}

function readArguments(args: string[]): { truth: string; tracks: string } | string {
  try {
    const { values } = parseArgs({ args, options: { truth: { type: 'string' }, tracks: { type: 'string' } } })
    const { tracks, truth } = values
    if (truth === undefined) return '--truth: name the file of true tracks'
    if (tracks === undefined) return '--tracks: name the file of tracks to judge'
    return { truth, tracks }
  } catch (error) {
    return (error as Error).message
  }
}

import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { parsedCommand } from '@larder/contracts/parsed-command'
import { formatMotRows, parseMotFile } from '../mot-file.ts'
import { trackRecording } from './track-recording.ts'
import { tuning } from './tuning.ts'

const usage = 'track --detections FILE -o FILE [--fps N]'

/** MOTChallenge files do not say their rate; most of its sequences have this one. */
const usualFps = 25

interface Asked {
  detections: string
  output: string
  fps: number
}

/** Detections of a recording in, tracks out, both in the MOTChallenge's format. */
export const trackCommand = parsedCommand({
  name: 'track',
  usage,
  summary: 'follow the people in a MOTChallenge detection file; --fps is the recording’s rate (25 unless given)',
  read: readArguments,
  about: (asked) => asked.detections,
  async run(asked, context) {
    const rows = parseMotFile(readFileSync(asked.detections, 'utf8'))
    if (rows.length === 0) throw new Error('no detections: one frame,id,x,y,width,height,confidence per line')
    const tracks = trackRecording(rows, asked.fps, tuning)
    writeFileSync(asked.output, formatMotRows(tracks))
    const people = new Set(tracks.map(({ id }) => id)).size
    context.out(JSON.stringify({ detections: rows.length, people, boxes: tracks.length, fps: asked.fps }))
    return 0
  },
})

function readArguments(args: string[]): Asked | string {
  try {
    const { values } = parseArgs({
      args,
      options: {
        detections: { type: 'string' },
        output: { type: 'string', short: 'o' },
        fps: { type: 'string', default: String(usualFps) },
      },
    })
    const { detections, output } = values
    const fps = Number(values.fps)
    if (detections === undefined) return '--detections: name the file of detections'
    if (output === undefined) return '-o: name the file to write'
    if (!(fps > 0 && fps <= 1000)) return `--fps ${values.fps}: give frames per second, above 0`
    return { detections, output, fps }
  } catch (error) {
    return (error as Error).message
  }
}

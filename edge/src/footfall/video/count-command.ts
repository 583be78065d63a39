import { existsSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { parsedCommand } from '@larder/contracts/parsed-command'
import type { CommandContext } from '@larder/contracts/room'
import type { Line } from '../counting/line.ts'
import { type DetectorSettings, detectorSettings, openDetector, usualDetector } from '../detection/open-detector.ts'
import type { Size } from '../detection/person-detector.ts'
import { walksThrough } from '../tracking/refine.ts'
import { roomTuning } from '../tracking/tuning.ts'
import { crossingsOf } from './count-walks.ts'
import { probeVideo } from './probe-video.ts'
import { watchVideo } from './watch-video.ts'

const usage = 'footfall count VIDEO --line x1,y1,x2,y2 [--line …] [--fps N] [--detector FILE.json]'

interface Asked {
  video: string
  lines: Line[]
  fps: number
  detector: string | undefined
}

/** Nothing of the pictures is kept or written: only places and times leave this command. */
export const countCommand = parsedCommand({
  name: 'footfall count',
  usage,
  summary: 'count the people who cross lines in a video; --fps is the least pictures a second to look at (10)',
  read: readArguments,
  about: (asked) => asked.video,
  async run(asked, context) {
    context.out(JSON.stringify(await count(asked, context), null, 2))
    return 0
  },
})

async function count({ detector: file, fps, lines, video }: Asked, context: CommandContext) {
  if (!existsSync(video)) throw new Error('there is no such file')
  const settings = file === undefined ? usualDetector : readSettings(file)
  const facts = await probeVideo(video)
  refuseOutside(lines, facts)
  const stride = Math.max(1, Math.floor(facts.fps / fps))
  const detector = await openDetector(settings, context.error)
  try {
    const sightings = await watchVideo(video, detector, facts, stride)
    if (sightings.length === 0) throw new Error('no picture in it')
    const walks = walksThrough(sightings, settings, roomTuning)
    const times = sightings.map(({ atMs }) => atMs)
    return {
      video: { width: facts.width, height: facts.height, fps: facts.fps, looked: sightings.length },
      people: walks.length,
      lines: lines.map((line) => {
        const own = crossingsOf(walks, times, [line])
        return {
          line: [line.from.x, line.from.y, line.to.x, line.to.y],
          in: own.filter(({ direction }) => direction === 'in').length,
          out: own.filter(({ direction }) => direction === 'out').length,
          crossings: own.map(({ atMs, direction, person }) => ({ direction, seconds: atMs / 1000, person })),
        }
      }),
    }
  } finally {
    await detector.stop()
  }
}

function refuseOutside(lines: readonly Line[], { height, width }: Size): void {
  for (const { from, name, to } of lines) {
    const beside = (a: number, b: number, side: number) => Math.max(a, b) < 0 || Math.min(a, b) > side
    if (beside(from.x, to.x, width) || beside(from.y, to.y, height)) {
      throw new Error(`--line ${name} is outside the picture of ${width}×${height}`)
    }
  }
}

function readSettings(file: string): DetectorSettings {
  const parsed = detectorSettings.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map(({ message, path }) => `${path.join('.')}: ${message}`)
  throw new Error(`${file}: ${faults.join('; ')}`)
}

function readArguments(args: string[]): Asked | string {
  try {
    const { positionals, values } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        line: { type: 'string', multiple: true, default: [] },
        fps: { type: 'string', default: '10' },
        detector: { type: 'string' },
      },
    })
    const [video, ...others] = positionals
    const fps = Number(values.fps)
    if (video === undefined || others.length > 0) return 'name one video'
    if (values.line.length === 0) return '--line: give at least one line as x1,y1,x2,y2 in pixels of the picture'
    if (!(fps > 0)) return `--fps ${values.fps}: give pictures per second, above 0`
    return { video, lines: values.line.map(lineOf), fps, detector: values.detector }
  } catch (error) {
    return (error as Error).message
  }
}

function lineOf(text: string): Line {
  const numbers = text.split(',').map((word) => (word.trim() === '' ? Number.NaN : Number(word)))
  const [x1, y1, x2, y2] = numbers as [number, number, number, number]
  if (numbers.length !== 4 || !numbers.every(Number.isFinite)) {
    throw new Error(`--line ${text}: give four numbers, x1,y1,x2,y2`)
  }
  if (x1 === x2 && y1 === y2) throw new Error(`--line ${text}: its two ends are one point`)
  return { name: text, from: { x: x1, y: y1 }, to: { x: x2, y: y2 } }
}

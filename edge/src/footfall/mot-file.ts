import type { Box } from './box.ts'

/** One line of a MOTChallenge file. */
export interface MotRow extends Box {
  /** From 1; 0 is taken too. */
  frame: number
  /** -1 where nobody is named. */
  id: number
  confidence: number
  /** Only in files of nine columns (MOT16 and later); 1 is a pedestrian. */
  kind: number | undefined
}

const fields = ['frame', 'id', 'x', 'y', 'width', 'height', 'confidence'] as const
const leastFields = 6
/** `frame,id,x,y,w,h,conf,class,visibility`; in ten columns the eighth is a place in the world. */
const fieldsWithKind = 9
/** Eleven hours at 25 frames a second; a number beyond it is a mistake, not a sequence. */
const mostFrames = 1_000_000

/**
 * Parses `frame,id,x,y,width,height[,confidence,…]`, divided by commas, semicolons or, without either, blanks.
 * @throws Error naming the line and the field that is wrong
 */
export function parseMotFile(text: string): MotRow[] {
  return text.split(/\r?\n/).flatMap((line, index) => (line.trim() === '' ? [] : [parseRow(line, index + 1)]))
}

function parseRow(line: string, number: number): MotRow {
  const trimmed = line.trim().replace(/[,;]$/, '')
  const words = trimmed.split(/[,;]/.test(trimmed) ? /[,;]/ : /\s+/).map((word) => word.trim())
  if (words.length < leastFields) {
    throw new Error(`line ${number}: ${words.length} fields; give frame,id,x,y,width,height,confidence`)
  }
  const [frame, id, x, y, width, height, confidence = 1] = fields.map((field, column) => {
    const word = words[column]
    if (word === undefined) return undefined
    const value = Number(word)
    if (word === '' || !Number.isFinite(value)) throw new Error(`line ${number}: ${field} "${word}" is not a number`)
    return value
  }) as [number, number, number, number, number, number, number | undefined]
  if (!Number.isInteger(frame) || frame < 0 || frame > mostFrames) {
    throw new Error(`line ${number}: frame ${frame} must be a whole number from 1 to ${mostFrames}`)
  }
  if (width <= 0) throw new Error(`line ${number}: width ${width} must be above 0`)
  if (height <= 0) throw new Error(`line ${number}: height ${height} must be above 0`)
  const kind = words.length === fieldsWithKind ? Number(words[7]) : Number.NaN
  // Whoever has no class to tell writes -1.
  const isKind = Number.isInteger(kind) && kind > 0
  return { frame, id, x, y, width, height, confidence, kind: isKind ? kind : undefined }
}

/** The rows of each frame, from the first frame to the last, also where nothing was seen. */
export function byFrame<Row extends { frame: number }>(rows: readonly Row[]): Map<number, Row[]> {
  const grouped = Map.groupBy(rows, ({ frame }) => frame)
  const numbers = [...grouped.keys()]
  const [first, last] = numbers.reduce(([low, high], one) => [Math.min(low, one), Math.max(high, one)], [Infinity, 0])
  const frames = new Map<number, Row[]>()
  for (let frame = first; frame <= last; frame++) frames.set(frame, grouped.get(frame) ?? [])
  return frames
}

const pixels = (value: number) => Number(value.toFixed(2))

export function formatMotRows(rows: readonly MotRow[]): string {
  const line = ({ confidence, frame, height, id, width, x, y }: MotRow) =>
    `${[frame, id, pixels(x), pixels(y), pixels(width), pixels(height), Number(confidence.toFixed(4))].join(',')},-1,-1,-1\n`
  return rows
    .toSorted((a, b) => a.frame - b.frame || a.id - b.id)
    .map(line)
    .join('')
}

import { type FootfallMessage, fewestTold, quarterMs } from '@larder/contracts/footfall'
import type { Direction } from '../counting/line.ts'
import type { ZoneNow } from '../counting/zone.ts'

interface LineFigures {
  camera: string
  line: string
  entrance: boolean
  in: number
  out: number
  reEntries: number
}

interface ZoneFigures {
  camera: string
  zone: string
  stays: number
  dwellMs: number
  queuedMs: number
  watchedMs: number
  queueMost: number
}

/** What was counted and not told yet: this quarter's, and the small counts of earlier ones. Plain data. */
export interface QuarterBook {
  fromMs: number
  lines: LineFigures[]
  zones: ZoneFigures[]
  /** How long each camera counted in this quarter. */
  countedMs: Record<string, number>
}

export const quarterOf = (atMs: number): number => Math.floor(atMs / quarterMs) * quarterMs

export const openBook = (atMs: number): QuarterBook => ({
  fromMs: quarterOf(atMs),
  lines: [],
  zones: [],
  countedMs: {},
})

export function enterCrossing(
  book: QuarterBook,
  at: { camera: string; line: string; entrance: boolean },
  direction: Direction,
  reEntry: boolean,
): void {
  const row = lineOf(book, at)
  row[direction]++
  if (reEntry) row.reEntries++
}

export function enterStay(book: QuarterBook, at: { camera: string; zone: string }, dwellMs: number): void {
  const row = zoneOf(book, at)
  row.stays++
  row.dwellMs += dwellMs
}

/** A camera has counted for `forMs`: its lines and zones count from 0 on, and the queues are weighed with time. */
export function enterWatching(
  book: QuarterBook,
  { camera, lines, zones }: { camera: string; lines: { name: string; entrance: boolean }[]; zones: ZoneNow[] },
  forMs: number,
): void {
  book.countedMs[camera] = (book.countedMs[camera] ?? 0) + forMs
  for (const { entrance, name } of lines) lineOf(book, { camera, line: name, entrance })
  for (const { queue, zone } of zones) {
    const row = zoneOf(book, { camera, zone })
    row.queuedMs += queue * forMs
    row.watchedMs += forMs
    row.queueMost = Math.max(row.queueMost, queue)
  }
}

/**
 * Ends a quarter. A count of one to four stays in the book and is told with a later quarter.
 * @param lastOfDay what is still in the book then is never told
 */
export function closeQuarter(
  book: QuarterBook,
  nextFromMs: number,
  lastOfDay: boolean,
): { message: FootfallMessage; next: QuarterBook } {
  const message: FootfallMessage = {
    fromMs: book.fromMs,
    untilMs: book.fromMs + quarterMs,
    lines: book.lines.map(({ camera, line, entrance, in: entered, out, reEntries }) => ({
      camera,
      line,
      entrance,
      in: told(entered),
      out: told(out),
      reEntries: told(reEntries),
    })),
    zones: book.zones.map(({ camera, zone, stays, dwellMs, queuedMs, queueMost, watchedMs }) => ({
      camera,
      zone,
      stays: told(stays),
      dwellSeconds: stays >= fewestTold ? tenths(dwellMs / stays / 1000) : null,
      queueMean: stays >= fewestTold && watchedMs > 0 ? tenths(queuedMs / watchedMs) : null,
      queueMost: stays >= fewestTold ? queueMost : null,
    })),
    cameras: Object.entries(book.countedMs).map(([camera, countedMs]) => ({
      camera,
      countedShare: Math.round(Math.min(1, countedMs / quarterMs) * 1000) / 1000,
    })),
  }
  const next = { ...openBook(nextFromMs), ...(lastOfDay ? {} : heldBack(book)) }
  return { message, next }
}

function heldBack({ lines, zones }: QuarterBook): Pick<QuarterBook, 'lines' | 'zones'> {
  const kept = (count: number) => (count < fewestTold ? count : 0)
  const keptLines = lines.map((row) => ({
    ...row,
    in: kept(row.in),
    out: kept(row.out),
    reEntries: kept(row.reEntries),
  }))
  return {
    lines: keptLines.filter((row) => row.in + row.out + row.reEntries > 0),
    zones: zones.filter(({ stays }) => stays > 0 && stays < fewestTold),
  }
}

const told = (count: number): number | null => (count === 0 || count >= fewestTold ? count : null)
const tenths = (value: number): number => Math.round(value * 10) / 10

function lineOf(book: QuarterBook, at: Pick<LineFigures, 'camera' | 'line' | 'entrance'>): LineFigures {
  const known = book.lines.find(({ camera, line }) => camera === at.camera && line === at.line)
  if (known) return Object.assign(known, { entrance: at.entrance })
  const row = { ...at, in: 0, out: 0, reEntries: 0 }
  book.lines.push(row)
  return row
}

function zoneOf(book: QuarterBook, at: Pick<ZoneFigures, 'camera' | 'zone'>): ZoneFigures {
  const known = book.zones.find(({ camera, zone }) => camera === at.camera && zone === at.zone)
  if (known) return known
  const row = { ...at, stays: 0, dwellMs: 0, queuedMs: 0, watchedMs: 0, queueMost: 0 }
  book.zones.push(row)
  return row
}

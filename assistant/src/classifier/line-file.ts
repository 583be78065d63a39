import type { Line } from './train.ts'

const longest = 100_000

/**
 * Lines `{"text","intent"}` of JSONL; intent null is out of scope, and `outOfScope` makes every line so.
 * @throws Error naming the line and what to write there
 */
export function parseLines(content: string, outOfScope = false): Line[] {
  const lines: Line[] = []
  content
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .forEach((row, at) => {
      if (row.trim() === '') return
      lines.push(parseLine(row, at + 1, outOfScope))
    })
  if (lines.length === 0) throw new Error('the file has no lines; write {"text":"…","intent":"…"}, one a line')
  return lines
}

function parseLine(row: string, number: number, outOfScope: boolean): Line {
  let told: unknown
  try {
    told = JSON.parse(row)
  } catch {
    throw new Error(`line ${number}: no JSON; write {"text":"…","intent":"…"}`)
  }
  const { text, intent } = (told ?? {}) as { text?: unknown; intent?: unknown }
  if (typeof text !== 'string' || text.length > longest) {
    throw new Error(`line ${number}: "text" must be a text of at most ${longest} characters`)
  }
  if (outOfScope) return { text, intent: null }
  if (intent !== null && (typeof intent !== 'string' || intent === '')) {
    throw new Error(`line ${number}: "intent" must be a name, or null for out of scope`)
  }
  return { text, intent }
}

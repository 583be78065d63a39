const silenceMs = 60_000
const remembered = 1000

/** A log for what a faulty client repeats without end: one line per subject and minute, with what was left out. */
export function limitedLog(log: (line: string) => void): (subject: string, line: string) => void {
  const last = new Map<string, { atMs: number; omitted: number }>()
  return (subject, line) => {
    const nowMs = Date.now()
    const known = last.get(subject)
    if (known && nowMs - known.atMs < silenceMs) {
      known.omitted += 1
      return
    }
    log(known?.omitted ? `${line} (and ${known.omitted} more like it)` : line)
    if (last.size >= remembered) last.clear()
    last.set(subject, { atMs: nowMs, omitted: 0 })
  }
}

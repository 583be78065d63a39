/** A stretch of time; the end is exclusive. */
export interface Span {
  fromMs: number
  untilMs: number
}

export const lengthMs = (span: Span): number => span.untilMs - span.fromMs

export const totalMs = (spans: readonly Span[]): number => spans.reduce((sum, span) => sum + lengthMs(span), 0)

/** The same time without overlaps, oldest first; spans at most `joinMs` apart become one. */
export function union(spans: readonly Span[], joinMs = 0): Span[] {
  const joined: Span[] = []
  for (const span of [...spans].sort((a, b) => a.fromMs - b.fromMs)) {
    const last = joined.at(-1)
    if (span.untilMs <= span.fromMs) continue
    if (last !== undefined && span.fromMs <= last.untilMs + joinMs) last.untilMs = Math.max(last.untilMs, span.untilMs)
    else joined.push({ ...span })
  }
  return joined
}

export function clip(spans: readonly Span[], within: Span): Span[] {
  return spans.flatMap((span) => {
    const fromMs = Math.max(span.fromMs, within.fromMs)
    const untilMs = Math.min(span.untilMs, within.untilMs)
    return untilMs > fromMs ? [{ fromMs, untilMs }] : []
  })
}

/** What of `whole` the spans leave open. */
export function gapsIn(whole: Span, spans: readonly Span[]): Span[] {
  const gaps: Span[] = []
  let fromMs = whole.fromMs
  for (const span of union(clip(spans, whole))) {
    if (span.fromMs > fromMs) gaps.push({ fromMs, untilMs: span.fromMs })
    fromMs = span.untilMs
  }
  if (whole.untilMs > fromMs) gaps.push({ fromMs, untilMs: whole.untilMs })
  return gaps
}

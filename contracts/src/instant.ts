import { z } from 'zod'

const withOffset = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)$/

/**
 * An ISO 8601 instant with a UTC offset, parsed to milliseconds since the epoch.
 * A stamp without an offset is refused: a truck that crosses a border would otherwise move its own past.
 */
export const instant = z.string().transform((text, context) => {
  const atMs = withOffset.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(atMs)) {
    context.addIssue('write an ISO 8601 time with its UTC offset, such as 2026-11-20T09:30:00+08:00')
    return z.NEVER
  }
  return atMs
})

/** Milliseconds since the epoch, for messages that never leave our own rooms. */
export const atMs = z.number().int().nonnegative()

import { agreed, type Recognition as Match, type MatchRule, recognise, type Template } from '../faces/matching.ts'
import type { FaceReading } from '../faces/read-faces.ts'

/** Frames until somebody who is not known is told so. */
const mostFrames = 5

/** One touch of "recognise me": a few frames of one face. */
export interface Look {
  begunAtMs: number
  frames: Match[]
}

export type LookState =
  | { state: 'looking'; framesLeft: number }
  | { state: 'known'; member: string }
  /** Nobody is told who it nearly was. */
  | { state: 'unknown' }

const nobody: Match = { known: false, because: 'nobody near' }

/** A frame further. A frame without a face, or with several, counts as one of nobody. */
export function lookAgain(look: Look, reading: FaceReading, gallery: readonly Template[], rule: MatchRule): LookState {
  const alone = reading.faces === 1 && reading.largest?.found === 'detected' ? reading.largest : undefined
  look.frames.push(alone === undefined ? nobody : recognise(alone.descriptor, gallery, rule))
  const member = agreed(look.frames)
  if (member !== undefined) return { state: 'known', member }
  const framesLeft = mostFrames - look.frames.length
  return framesLeft > 0 ? { state: 'looking', framesLeft } : { state: 'unknown' }
}

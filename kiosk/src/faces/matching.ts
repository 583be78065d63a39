import { type Descriptor, distance } from './descriptor.ts'

/** An enrolled person: one descriptor, the mean of the shots. */
export interface Template {
  person: string
  descriptor: Descriptor
}

export interface MatchRule {
  /** A template at this distance or beyond is somebody else. */
  threshold: number
  /** How much farther the second person must be than the first. */
  margin: number
}

/** face-api's own 0.6 takes half of all strangers for one of 30 enrolled people. */
export function defaultRule(enrolled: number): MatchRule {
  return { threshold: enrolled > largeGallery ? 0.4 : 0.45, margin: 0.04 }
}

const largeGallery = 1000

/** Never who it nearly was: an unknown person is not told of. */
export type Recognition =
  | { known: true; person: string; distance: number }
  | { known: false; because: 'nobody enrolled' | 'nobody near' | 'two people alike' }

export function recognise(probe: Descriptor, gallery: readonly Template[], rule: MatchRule): Recognition {
  const nearest = nearestPeople(probe, gallery)
  if (nearest === undefined) return { known: false, because: 'nobody enrolled' }
  const { person, first, second } = nearest
  if (first >= rule.threshold) return { known: false, because: 'nobody near' }
  if (second - first < rule.margin) return { known: false, because: 'two people alike' }
  return { known: true, person, distance: first }
}

/** @returns the nearest person, how far they are, and how far the nearest of the others is: infinitely, if there is none */
export function nearestPeople(
  probe: Descriptor,
  gallery: readonly Template[],
): { person: string; first: number; second: number } | undefined {
  let [person, first, second] = [undefined as string | undefined, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  for (const template of gallery) {
    const away = distance(probe, template.descriptor)
    if (away < first) [person, first, second] = [template.person, away, first]
    else if (away < second) second = away
  }
  return person === undefined ? undefined : { person, first, second }
}

const wanted = { agreeing: 2, frames: 3 }

/** Who two of the last three frames agree on; nobody until then. One face's frames, in their order. */
export function agreed(frames: readonly Recognition[]): string | undefined {
  const counts = new Map<string, number>()
  for (const frame of frames.slice(-wanted.frames)) {
    if (frame.known) counts.set(frame.person, (counts.get(frame.person) ?? 0) + 1)
  }
  for (const [person, count] of counts) if (count >= wanted.agreeing) return person
  return undefined
}

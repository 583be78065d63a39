import { type Descriptor, distance, meanDescriptor } from './descriptor.ts'
import { defaultRule, nearestPeople } from './matching.ts'
import { type Quantiles, quantilesOf, type Rate, rateOf, thresholdFor } from './statistics.ts'

/** Everything enrolled of one person. */
export interface EnrolledPerson {
  person: string
  shots: readonly Descriptor[]
}

export interface Calibration {
  threshold: number
  /** `gallery`: by the site's own people; `default`: too few of them, or they would have allowed more. */
  from: 'gallery' | 'default'
  people: number
  shots: number
  /** Shots of a person taken for another enrolled one, that person's own template left out. */
  falsePositives: Rate
  /** Shots farther than the threshold from their own person's other shots. */
  falseNegatives: Rate
  /** Distances between a person's shots and the mean of that person's others. */
  genuine: Quantiles | undefined
  /** Distances between a shot and the nearest of the other people. */
  impostor: Quantiles | undefined
}

/** Fewer trials than this say nothing of one error in a hundred. */
const leastTrials = 100

/**
 * The threshold for a site's own gallery: each person in turn plays the stranger before all the others, each shot in
 * turn plays the probe before its person's other shots. Never above the default: enrolled people are few and enrol in
 * good light.
 * @param probes who plays, where everybody against everybody takes too long; they play against the whole gallery
 */
export function calibrate(
  gallery: readonly EnrolledPerson[],
  falsePositiveRate = 0.001,
  probes: readonly EnrolledPerson[] = gallery,
): Calibration {
  const templates = gallery.map(({ person, shots }) => ({ person, descriptor: meanDescriptor(shots) }))
  const [genuine, impostor]: [number[], number[]] = [[], []]
  for (const { person, shots } of probes) {
    const others = templates.filter((template) => template.person !== person)
    for (const [index, shot] of shots.entries()) {
      const stranger = nearestPeople(shot, others)
      if (stranger !== undefined) impostor.push(stranger.first)
      if (shots.length > 1) genuine.push(distance(shot, meanDescriptor(shots.toSpliced(index, 1))))
    }
  }
  const most = defaultRule(gallery.length).threshold
  const own = thresholdFor(impostor, falsePositiveRate)
  const usesOwn = impostor.length >= leastTrials && own < most
  const threshold = usesOwn ? own : most
  return {
    threshold,
    from: usesOwn ? 'gallery' : 'default',
    people: gallery.length,
    shots: gallery.reduce((sum, { shots }) => sum + shots.length, 0),
    falsePositives: rateOf(impostor.filter((away) => away < threshold).length, impostor.length),
    falseNegatives: rateOf(genuine.filter((away) => away >= threshold).length, genuine.length),
    genuine: quantilesOf(genuine),
    impostor: quantilesOf(impostor),
  }
}

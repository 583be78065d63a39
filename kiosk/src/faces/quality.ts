import type { ShotFault } from '@larder/contracts/kiosk-screen'
import type { FaceReading } from './read-faces.ts'

/** Why a picture may not be enrolled, as words for the screen's languages to say. */
export type Fault = Exclude<ShotFault, 'another person'>

const limits = {
  widthPixels: 120,
  /** 80 pictures of the ORL set have 20 to 244; blurred by one pixel 4 to 27; by two, 0.2 to 2.5. */
  sharpness: 5,
  /** The same pictures have -0.19 to 0.28, with heads turned by up to about 30°. */
  turned: 0.2,
  /** The same pictures have 0.32 to 0.71, most of them 0.41 to 0.65. */
  raised: { least: 0.4, most: 0.72 },
  tiltDegrees: 20,
  brightness: { least: 50, most: 215 },
  clippedShare: 0.25,
}

/** The gate before enrolment. @returns every fault; none means that the picture will do */
export function faultsOf({ faces, largest }: FaceReading): Fault[] {
  if (largest === undefined || largest.found === 'assumed') return ['no face']
  const { widthPixels, sharpness, brightness, clippedShare, turned, raised, tiltDegrees } = largest.measures
  // Each as what must hold, so that a measure that is no number fails.
  const checks: [boolean, Fault][] = [
    [faces === 1, 'several faces'],
    [widthPixels >= limits.widthPixels, 'too small'],
    [sharpness >= limits.sharpness, 'blurred'],
    [Math.abs(turned) <= limits.turned, 'turned away'],
    [raised >= limits.raised.least && raised <= limits.raised.most, 'looking up or down'],
    [Math.abs(tiltDegrees) <= limits.tiltDegrees, 'head tilted'],
    [brightness >= limits.brightness.least, 'too dark'],
    [brightness <= limits.brightness.most, 'too bright'],
    [clippedShare <= limits.clippedShare, 'harsh light'],
  ]
  return checks.filter(([holds]) => !holds).map(([, fault]) => fault)
}

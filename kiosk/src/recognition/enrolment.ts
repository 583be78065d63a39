import type { ShotFault } from '@larder/contracts/kiosk-screen'
import type { Consent } from '@larder/contracts/recognition'
import { type Descriptor, distance, meanDescriptor } from '../faces/descriptor.ts'
import { defaultRule } from '../faces/matching.ts'
import { faultsOf } from '../faces/quality.ts'
import type { FaceReading } from '../faces/read-faces.ts'

export const shotsWanted = { least: 3, most: 5 }

/** The pictures of one enrolment as they come; in memory alone until it is finished. */
export interface Enrolment {
  member: string
  consent: Consent
  begunAtMs: number
  shots: Descriptor[]
}

/** Takes a picture into the enrolment, or tells everything that is wrong with it. */
export function takeShot(enrolment: Enrolment, reading: FaceReading): ShotFault[] {
  const faults = faultsOf(reading)
  if (faults.length > 0 || reading.largest === undefined) return faults
  const { descriptor } = reading.largest
  const { shots } = enrolment
  if (shots.length > 0 && distance(descriptor, meanDescriptor(shots)) >= defaultRule(1).threshold)
    return ['another person']
  if (shots.length < shotsWanted.most) shots.push(descriptor)
  return []
}

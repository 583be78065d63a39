import type { MotRow } from '../mot-file.ts'
import { clearMot } from './clear-mot.ts'
import { hota } from './hota.ts'
import { identity } from './identity.ts'
import { counts, judged, scenesOf } from './scene.ts'

/** How well tracks agree with the truth; shares from 0 to 1 (MOTA also below), rounded to four places. */
export interface Evaluation {
  frames: number
  people: number
  truthBoxes: number
  trackBoxes: number
  MOTA: number
  MOTP: number
  IDF1: number
  IDP: number
  IDR: number
  HOTA: number
  DetA: number
  AssA: number
  recall: number
  precision: number
  falsePositives: number
  misses: number
  idSwitches: number
  fragmentations: number
}

/** @throws Error when there is no truth to compare with, or an id stands twice in a frame */
export function evaluate(truth: readonly MotRow[], tracks: readonly MotRow[]): Evaluation {
  const counted = truth.filter(counts)
  if (counted.length === 0) throw new Error('truth: no row counts (confidence above 0, class pedestrian)')
  const claims = judged(truth, tracks)
  const scenes = scenesOf(counted, claims)
  const clear = clearMot(scenes)
  const identities = identity(scenes)
  const higherOrder = hota(scenes)
  return {
    frames: scenes.length,
    people: new Set(counted.map(({ id }) => id)).size,
    truthBoxes: counted.length,
    trackBoxes: claims.length,
    MOTA: rounded(clear.mota),
    MOTP: rounded(clear.motp),
    IDF1: rounded(identities.idf1),
    IDP: rounded(identities.idPrecision),
    IDR: rounded(identities.idRecall),
    HOTA: rounded(higherOrder.hota),
    DetA: rounded(higherOrder.detectionAccuracy),
    AssA: rounded(higherOrder.associationAccuracy),
    recall: rounded(clear.recall),
    precision: rounded(clear.precision),
    falsePositives: clear.falsePositives,
    misses: clear.misses,
    idSwitches: clear.idSwitches,
    fragmentations: clear.fragmentations,
  }
}

const rounded = (value: number) => Number(value.toFixed(4))

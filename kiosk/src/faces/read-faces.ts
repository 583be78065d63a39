import { type Chip, cutChip, mirrored } from './chip.ts'
import { type Descriptor, meanDescriptor } from './descriptor.ts'
import { apply, applyToBox, type Box, squareAround } from './geometry.ts'
import { faceAlignment, type Landmarks, meanWithMirror } from './landmarks.ts'
import { type FaceMeasures, measureLight, measurePose } from './measures.ts'
import { type Detection, descriptorSide, type FaceNetworks, landmarkSide } from './networks.ts'
import type { Picture } from './picture.ts'

/** `frame`: one look and one crop, for a kiosk's frames. `thorough`: several of both, for enrolment and evaluation. */
export type Care = 'frame' | 'thorough'

/** The largest face of a picture. The others are counted and never described. */
export interface FaceReading {
  /** Faces in the picture. */
  faces: number
  /** Absent when there is no face. */
  largest?: {
    /** In the sender's pixels. */
    box: Box
    /** `assumed`: nothing was detected, and a picture this small was taken for the crop of a face. */
    found: 'detected' | 'assumed'
    descriptor: Descriptor
    measures: FaceMeasures
  }
}

/** A picture whose short side is at most this may be the crop of one face. */
const cropSide = 256

/**
 * Where to look, in turn: room added around the picture as a share of it, and the detector's input side. The detector
 * fails on tight crops: of 80 pictures of 92 × 112 it finds 54 as they are, and all with the room given here first. In frames of
 * 640 × 480 with faces of 140 to 300 pixels, 192 finds all of 40, for half the time of 288; larger squares than 416 cost hundreds of megabytes.
 */
const looks = {
  crop: [
    { room: 0.8, side: 320 },
    { room: 0.5, side: 160 },
    { room: 0, side: 320 },
  ],
  scene: [
    { room: 0, side: 192 },
    { room: 0, side: 416 },
    { room: 0.8, side: 320 },
  ],
} as const

/** Room around the mean face in the crops that are described; their answers are averaged, with their mirror pictures'. */
const crops = { frame: [0.25], thorough: [0.25, 0.2, 0.3] } as const satisfies Record<Care, readonly number[]>

export async function readFaces(picture: Picture, networks: FaceNetworks, care: Care): Promise<FaceReading> {
  const detected = await detect(picture, networks, care)
  const assumed = detected.length === 0 && isCrop(picture)
  const box = assumed ? { x: 0, y: 0, width: picture.width, height: picture.height } : largestOf(detected)
  if (box === undefined) return { faces: 0 }
  const landmarks = await findLandmarks(picture, box, networks)
  const chips = crops[care].map((padding) =>
    cutChip(picture, faceAlignment(landmarks, descriptorSide, padding), descriptorSide),
  )
  const answers: Descriptor[] = []
  // Two at a time: the networks' memory grows with the largest batch and never shrinks.
  for (const chip of chips) answers.push(...(await networks.descriptors([chip, mirrored(chip)])))
  const light = measureLight(chips[0] as Chip)
  return {
    faces: Math.max(1, detected.length),
    largest: {
      box: enlarged(box, picture.reduction),
      found: assumed ? 'assumed' : 'detected',
      descriptor: meanDescriptor(answers),
      measures: { widthPixels: box.width * picture.reduction, ...light, ...measurePose(landmarks) },
    },
  }
}

const isCrop = ({ width, height }: Picture): boolean => Math.min(width, height) <= cropSide

async function detect(picture: Picture, networks: FaceNetworks, care: Care): Promise<Detection[]> {
  const sequence = looks[isCrop(picture) ? 'crop' : 'scene']
  for (const { room, side } of care === 'frame' ? sequence.slice(0, 1) : sequence) {
    const toPicture = squareAround(withRoom(picture, room), side)
    const found = await networks.detect(cutChip(picture, toPicture, side, 'black'))
    if (found.length > 0) return found.map((face) => ({ score: face.score, ...applyToBox(toPicture, face) }))
  }
  return []
}

const withRoom = ({ width, height }: Picture, share: number): Box => ({
  x: -width * share,
  y: -height * share,
  width: width * (1 + 2 * share),
  height: height * (1 + 2 * share),
})

const largestOf = (faces: readonly Detection[]): Detection | undefined =>
  faces.toSorted((one, other) => other.width * other.height - one.width * one.height)[0]

/** Of the face and of its mirror picture, averaged: steadier than either. */
async function findLandmarks(picture: Picture, box: Box, networks: FaceNetworks): Promise<Landmarks> {
  const toPicture = squareAround(box, landmarkSide)
  const chip = cutChip(picture, toPicture, landmarkSide)
  const [found = [], ofMirror = []] = await networks.landmarks([chip, mirrored(chip)])
  return meanWithMirror(found, ofMirror, landmarkSide).map((point) => apply(toPicture, point))
}

const enlarged = ({ x, y, width, height }: Box, by: number): Box => ({
  x: x * by,
  y: y * by,
  width: width * by,
  height: height * by,
})

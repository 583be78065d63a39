import { fitSimilarity, type Point, type Similarity } from './geometry.ts'

/** The 68 points of a face in the order of the iBUG 300-W annotation, as dlib and face-api give them. */
export type Landmarks = readonly Point[]

/** Points of the iBUG order, first and one past the last. */
export const parts = {
  jaw: [0, 17],
  nose: [27, 31],
  leftEye: [36, 42],
  rightEye: [42, 48],
  mouth: [48, 68],
} as const

export const part = (landmarks: Landmarks, name: keyof typeof parts): Point[] => landmarks.slice(...parts[name])

const swapped = [
  [16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
  [26, 25, 24, 23, 22, 21, 20, 19, 18, 17],
  [27, 28, 29, 30, 35, 34, 33, 32, 31],
  [45, 44, 43, 42, 47, 46, 39, 38, 37, 36, 41, 40],
  [54, 53, 52, 51, 50, 49, 48, 59, 58, 57, 56, 55],
  [64, 63, 62, 61, 60, 67, 66, 65],
].flat()

/** The mean of a chip's landmarks and those of its mirror picture, both in the chip's pixels. */
export function meanWithMirror(landmarks: Landmarks, ofMirror: Landmarks, side: number): Landmarks {
  return landmarks.map(({ x, y }, index) => {
    const other = ofMirror[swapped[index] as number] as Point
    return { x: (x + side - 1 - other.x) / 2, y: (y + other.y) / 2 }
  })
}

/**
 * Nose, eyes and upper lip of dlib's mean face, by index of the iBUG order; eyebrows and the lower lip move too much.
 * From dlib's `get_face_chip_details` (Boost licence), with which the recognition network was trained.
 */
const meanFace: readonly (readonly [index: number, x: number, y: number])[] = [
  [27, 0.490127, 0.203352],
  [28, 0.490127, 0.307009],
  [29, 0.490127, 0.409805],
  [30, 0.490127, 0.515625],
  [31, 0.36688, 0.587326],
  [32, 0.426036, 0.609345],
  [33, 0.490127, 0.628106],
  [34, 0.554217, 0.609345],
  [35, 0.613373, 0.587326],
  [36, 0.121737, 0.216423],
  [37, 0.187122, 0.178758],
  [38, 0.265825, 0.179852],
  [39, 0.334606, 0.231733],
  [40, 0.260918, 0.245099],
  [41, 0.182743, 0.244077],
  [42, 0.645647, 0.231733],
  [43, 0.714428, 0.179852],
  [44, 0.793132, 0.178758],
  [45, 0.858516, 0.216423],
  [46, 0.79751, 0.244077],
  [47, 0.719335, 0.245099],
  [48, 0.254149, 0.780233],
  [49, 0.340985, 0.745405],
  [50, 0.428858, 0.727388],
  [51, 0.490127, 0.742578],
  [52, 0.551395, 0.727388],
  [53, 0.639268, 0.745405],
  [54, 0.726104, 0.780233],
  [60, 0.290379, 0.784792],
  [61, 0.428096, 0.778746],
  [62, 0.490127, 0.785343],
  [63, 0.552157, 0.778746],
  [64, 0.689874, 0.784792],
]

/**
 * Maps a chip of `side` pixels, in which the face stands upright and centred, onto the picture.
 * @param padding room around the mean face, as a share of its width; the network was trained with 0.25
 */
export function faceAlignment(landmarks: Landmarks, side: number, padding: number): Similarity {
  const inChip = (share: number): number => ((padding + share) / (2 * padding + 1)) * side
  return fitSimilarity(
    meanFace.map(([, x, y]) => ({ x: inChip(x), y: inChip(y) })),
    meanFace.map(([index]) => landmarks[index] as Point),
  )
}

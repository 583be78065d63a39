import type { Chip } from './chip.ts'
import { centre } from './geometry.ts'
import { type Landmarks, part } from './landmarks.ts'

/** What the quality gate judges; nothing here tells who it is. */
export interface FaceMeasures {
  /** Width of the face in the sender's pixels. */
  widthPixels: number
  /** Variance of the Laplacian over the aligned face, in grey levels squared. */
  sharpness: number
  /** Mean grey, 0 to 255, over the aligned face. */
  brightness: number
  /** Share of the aligned face that is nearly black or nearly white. */
  clippedShare: number
  /** How far the nose stands off the middle between the eyes, in eye distances: 0 frontal, about 0.25 at 30°. */
  turned: number
  /** Eyes to nose tip as a share of eyes to mouth: about 0.6 looking straight, less looking up. */
  raised: number
  /** The line of the eyes against the horizontal. */
  tiltDegrees: number
}

function greyOf({ rgb }: Chip): Float32Array {
  const grey = new Float32Array(rgb.length / 3)
  for (let at = 0; at < grey.length; at++) {
    // Luma of ITU-R BT.601.
    grey[at] =
      0.299 * (rgb[3 * at] as number) + 0.587 * (rgb[3 * at + 1] as number) + 0.114 * (rgb[3 * at + 2] as number)
  }
  return grey
}

/** @param chip the aligned face */
export function measureLight(chip: Chip): Pick<FaceMeasures, 'sharpness' | 'brightness' | 'clippedShare'> {
  const grey = greyOf(chip)
  let [sum, clipped] = [0, 0]
  for (const value of grey) {
    sum += value
    if (value < 12 || value > 247) clipped++
  }
  return {
    sharpness: laplacianVariance(grey, chip.side),
    brightness: sum / grey.length,
    clippedShare: clipped / grey.length,
  }
}

function laplacianVariance(grey: Float32Array, side: number): number {
  const at = (row: number, column: number): number => grey[row * side + column] as number
  let [sum, squares, count] = [0, 0, 0]
  for (let row = 1; row < side - 1; row++) {
    for (let column = 1; column < side - 1; column++) {
      const around = at(row - 1, column) + at(row + 1, column) + at(row, column - 1) + at(row, column + 1)
      const value = around - 4 * at(row, column)
      sum += value
      squares += value * value
      count++
    }
  }
  return squares / count - (sum / count) ** 2
}

export function measurePose(landmarks: Landmarks): Pick<FaceMeasures, 'turned' | 'raised' | 'tiltDegrees'> {
  const [left, right] = [centre(part(landmarks, 'leftEye')), centre(part(landmarks, 'rightEye'))]
  const eyes = centre([left, right])
  const across = { x: right.x - left.x, y: right.y - left.y }
  const eyeDistance = Math.hypot(across.x, across.y)
  const nose = part(landmarks, 'nose').at(-1) ?? eyes
  const mouth = centre(part(landmarks, 'mouth'))
  const along = (point: { x: number; y: number }) =>
    ((point.x - eyes.x) * across.x + (point.y - eyes.y) * across.y) / eyeDistance
  const down = (point: { x: number; y: number }) =>
    ((point.y - eyes.y) * across.x - (point.x - eyes.x) * across.y) / eyeDistance
  return {
    turned: along(nose) / eyeDistance,
    raised: down(nose) / down(mouth),
    tiltDegrees: (Math.atan2(across.y, across.x) * 180) / Math.PI,
  }
}

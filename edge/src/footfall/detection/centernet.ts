import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Detection } from '../box.ts'
import { type GraphModel, readGraphModel } from './graph-model.ts'
import type { Size } from './person-detector.ts'

/**
 * The network's answer about people alone: how sure a person's centre is in each cell, and how far the four sides (left,
 * top, right, bottom) are from there in input pixels, one plane after the other.
 */
export interface CentreMaps {
  width: number
  height: number
  sureness: Float32Array
  sides: Float32Array
}

export const centernet = {
  input: { width: 512, height: 512 },
  inputName: 'tower_0/images',
  suresName: 'tower_0/keypoints',
  sidesName: 'tower_0/wh',
}

/** Below this nothing is said; how far to trust the rest is the tracker's to decide. */
const leastScore = 0.1
/** Input pixels per cell. */
const stride = 4

/** The file in @vladmandic/human; the package's licence is MIT, its source repository states none for the weights. */
export function centernetFile(): string {
  const entry = createRequire(import.meta.url).resolve('@vladmandic/human')
  return join(entry, '..', '..', 'models', 'centernet.json')
}

/** Of the 80 kinds of things the network knows, people are the first; the others are cut off its last layer. */
export function centernetForPeople(): GraphModel {
  const model = readGraphModel(centernetFile())
  const layer = 'CenternetHead/centernet_cls_output'
  for (const name of [`${layer}/pointwise_weights`, `${layer}/biases`]) {
    const weight = model.weights.get(name)
    if (!weight) throw new Error(`${centernetFile()} has no ${name}: another version than 3.3.6?`)
    const kinds = weight.shape.at(-1) as number
    const values = (weight.values as Float32Array).filter((_, index) => index % kinds === 0)
    model.weights.set(name, { shape: weight.shape.with(-1, 1), values })
  }
  return model
}

/** The cells that are surer than their eight neighbours, as boxes in the picture. */
export function peopleIn(maps: CentreMaps, input: Size, picture: Size): Detection[] {
  const { height, sides, sureness, width } = maps
  const scale = { x: picture.width / input.width, y: picture.height / input.height }
  const plane = width * height
  const found: Detection[] = []
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const cell = row * width + column
      const score = sureness[cell] as number
      if (score < leastScore || !isPeak(maps, row, column, score)) continue
      const [left, top, right, bottom] = [0, 1, 2, 3].map((side) => sides[side * plane + cell]) as [
        number,
        number,
        number,
        number,
      ]
      if (left + right <= 0 || top + bottom <= 0) continue
      found.push({
        x: (column * stride - left) * scale.x,
        y: (row * stride - top) * scale.y,
        width: (left + right) * scale.x,
        height: (top + bottom) * scale.y,
        score,
      })
    }
  }
  return found
}

function isPeak({ height, sureness, width }: CentreMaps, row: number, column: number, score: number): boolean {
  for (let y = Math.max(0, row - 1); y <= Math.min(height - 1, row + 1); y++) {
    for (let x = Math.max(0, column - 1); x <= Math.min(width - 1, column + 1); x++) {
      if ((sureness[y * width + x] as number) > score) return false
    }
  }
  return true
}

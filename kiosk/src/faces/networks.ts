import type { Chip } from './chip.ts'
import type { Box } from './geometry.ts'
import type { Landmarks } from './landmarks.ts'

export interface Detection extends Box {
  /** 0 to 1, as the detector gives it. */
  score: number
}

/** The three networks that recognition needs. No others are loaded: none for age, gender or emotion. */
export interface FaceNetworks {
  /** In the chip's pixels. A larger chip shows smaller faces and takes longer; its side is a multiple of 32. */
  detect(chip: Chip): Promise<Detection[]>
  /** Of chips of 112 pixels, at least two; points in the chips' pixels. */
  landmarks(chips: readonly Chip[]): Promise<Landmarks[]>
  /** Of chips of 150 pixels, at least two; 128 numbers each. */
  descriptors(chips: readonly Chip[]): Promise<Float32Array[]>
}

export const landmarkSide = 112
export const descriptorSide = 150

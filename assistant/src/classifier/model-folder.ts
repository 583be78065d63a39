import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Model } from './model.ts'
import { decodeModel, encodeModel } from './model-file.ts'

const names = ['weights.bin', 'model.json'] as const

/** Writes beside and renames, so that a reader never meets half a file. */
export function saveModel(directory: string, model: Model): void {
  const { description, weights } = encodeModel(model)
  mkdirSync(directory, { recursive: true })
  for (const name of names) writeFileSync(join(directory, `${name}.new`), name === 'model.json' ? description : weights)
  for (const name of names) renameSync(join(directory, `${name}.new`), join(directory, name))
}

/** @throws Error naming the folder and what is wrong in it */
export function loadModel(directory: string): Model {
  try {
    return decodeModel({
      description: readFileSync(join(directory, 'model.json'), 'utf8'),
      weights: readFileSync(join(directory, 'weights.bin')),
    })
  } catch (error) {
    throw new Error(`${directory}: ${(error as Error).message}`)
  }
}

export const modelBytes = (directory: string): number =>
  names.reduce((sum, name) => sum + statSync(join(directory, name)).size, 0)

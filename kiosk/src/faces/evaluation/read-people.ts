import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { EngineUnavailable, type FaceEngine } from '../face-engine.ts'
import { PictureRefused } from '../picture-refused.ts'
import type { KnownPicture } from './evaluate.ts'

/** What became of a folder's pictures. */
export interface DescribedPeople {
  described: KnownPicture[]
  /** No face was detected, and the whole picture was taken for one; among the described. */
  assumed: string[]
  withoutFace: string[]
  refused: { picture: string; why: string }[]
  millisecondsPerPicture: number
}

const largestFileBytes = 64 * 1024 * 1024

/**
 * Describes every picture of DIR/PERSON/PICTURE.
 * @throws when DIR cannot be read or holds no person's folder
 */
export async function describePeople(directory: string, engine: FaceEngine): Promise<DescribedPeople> {
  const result: DescribedPeople = {
    described: [],
    assumed: [],
    withoutFace: [],
    refused: [],
    millisecondsPerPicture: 0,
  }
  let cpuMs = 0
  const files = await picturesOf(directory)
  for (const { person, picture, path } of files) {
    const name = `${person}/${picture}`
    try {
      const { largest, ...reading } = await engine.read(await readFile(path), 'thorough')
      cpuMs += reading.cpuMs
      if (largest === undefined) result.withoutFace.push(name)
      else result.described.push({ person, picture, descriptor: largest.descriptor })
      if (largest?.found === 'assumed') result.assumed.push(name)
    } catch (error) {
      if (!(error instanceof PictureRefused || error instanceof EngineUnavailable)) throw error
      result.refused.push({ picture: name, why: error.message })
    }
  }
  const read = result.described.length + result.withoutFace.length
  return { ...result, millisecondsPerPicture: read === 0 ? 0 : cpuMs / read }
}

async function picturesOf(directory: string): Promise<{ person: string; picture: string; path: string }[]> {
  const folders = (await readdir(directory)).filter((name) => !name.startsWith('.')).sort()
  const files = []
  for (const person of folders) {
    const folder = join(directory, person)
    if (!(await stat(folder)).isDirectory()) continue
    for (const picture of (await readdir(folder)).filter((name) => !name.startsWith('.')).sort()) {
      const path = join(folder, picture)
      const { size } = await stat(path)
      if (size <= largestFileBytes) files.push({ person, picture, path })
    }
  }
  if (files.length === 0) throw new Error('holds no pictures: give one folder per person, with that person’s pictures')
  return files
}

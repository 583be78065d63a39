import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Language } from '@larder/contracts/language'
import { soundForHearing } from '../audio/sound-for-hearing.ts'
import { readWav } from '../audio/wav.ts'
import { findModels } from './find-models.ts'

const besideTheProject = fileURLToPath(new URL('../../../../shared/models/', import.meta.url))

/** Models to test with: those of LARDER_MODELS, else the two small ones beside the project, where they are. */
export const testModels = findModels([process.env.LARDER_MODELS || besideTheProject]).models
export const hasTestModels = testModels.zh !== undefined && testModels.en !== undefined
if (!hasTestModels)
  console.warn('skipped: no Vosk models for Chinese and English in LARDER_MODELS or beside the project')

export interface Recording {
  file: string
  language: Language
  /** Words as the model returns them. */
  transcript: string
  /** Which voices: the part of the name before its number. */
  set: string
  samples: Int16Array
}

let known: Recording[] | undefined

/** The recordings that belong to the test models, read once; none where they are absent. */
export function recordings(): Recording[] {
  known ??= readRecordings()
  return known
}

function readRecordings(): Recording[] {
  const folder = `${besideTheProject}recordings/`
  if (!existsSync(folder)) return []
  const rows = readFileSync(`${folder}refs.tsv`, 'utf8').trim().split('\n').slice(1)
  return rows.map((row) => {
    const [file = '', language = '', transcript = ''] = row.split('\t')
    const samples = soundForHearing(readWav(readFileSync(folder + file)))
    return { file, language: language as Language, transcript, set: file.replace(/_\d+\.wav$/, ''), samples }
  })
}

export function recording(file: string): Int16Array {
  const found = recordings().find((one) => one.file === file)
  if (found === undefined) throw new Error(`no recording is called ${file}`)
  return found.samples
}

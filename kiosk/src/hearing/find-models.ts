import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Language, languages } from '@larder/contracts/language'
import { checkModelFolder, type ModelFolder, readVocabulary } from './model-folder.ts'

export interface FoundModels {
  models: Partial<Record<Language, ModelFolder>>
  /** Folders that look like a model and cannot be one, and why. */
  faults: string[]
}

/** The part of a folder's name that tells its language, as in vosk-model-small-cn-0.22 or vosk-model-small-en-us-0.15. */
const names: Record<Language, RegExp> = { zh: /(?:^|[-_])(?:zh|cn)(?:$|[-_])/, en: /(?:^|[-_])en(?:$|[-_])/ }

/** Where models are looked for, the first place first: LARDER_MODELS, then `models` in the data folder. */
export function modelPlaces(dataDirectory: string, environment: NodeJS.ProcessEnv = process.env): string[] {
  const own = join(dataDirectory, 'models')
  return environment.LARDER_MODELS ? [environment.LARDER_MODELS, own] : [own]
}

/** A model for each language. A place is one model, or a folder with a model in each subfolder. */
export function findModels(places: string[]): FoundModels {
  const found: FoundModels = { models: {}, faults: [] }
  for (const folder of places.flatMap(modelFolders)) {
    try {
      const model = checkModelFolder(folder)
      const language = languageOf(folder)
      if (language !== undefined) found.models[language] ??= model
    } catch (error) {
      found.faults.push((error as Error).message)
    }
  }
  return found
}

/** What to do when nothing can hear; a line for a person. */
export const noModelAdvice = (language: Language | undefined, places: string[]): string =>
  `no speech model${language ? ` for ${language}` : ''} in ${places.join(' or ')}: run \`npm run models\`, or point LARDER_MODELS at a folder of Vosk models`

function modelFolders(place: string): string[] {
  if (!existsSync(place)) return []
  const subfolders = readdirSync(place, { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith('.') && (entry.isDirectory() || entry.isSymbolicLink()))
    .map(({ name }) => join(place, name))
  return [place, ...subfolders.sort()].filter(
    (folder) => existsSync(join(folder, 'am')) || existsSync(join(folder, 'graph')),
  )
}

/** By the name, else by the script of the words: a model may be in a folder called anything. */
function languageOf(folder: string): Language | undefined {
  const name = folder.split(/[\\/]/).at(-1) ?? ''
  const named = languages.find((language) => names[language].test(name))
  if (named !== undefined) return named
  const words = [...readVocabulary(folder)]
  const share = (script: RegExp) => words.filter((word) => script.test(word)).length / words.length
  if (share(/\p{Script=Han}/u) > 0.5) return 'zh'
  return share(/^[a-z']+$/) > 0.9 ? 'en' : undefined
}

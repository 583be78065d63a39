import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What libvosk opens without asking: it ends the whole process when one is missing, so they are looked for first. */
const needed = [
  'am/final.mdl',
  'conf/mfcc.conf',
  'conf/model.conf',
  'graph/words.txt',
  'graph/phones/word_boundary.int',
]

/** A Vosk model that may be loaded. */
export interface ModelFolder {
  folder: string
  /** The graph is composed while listening (HCLr.fst, Gr.fst), so that phrases of the moment can replace its language model. */
  takesGrammars: boolean
}

/** @throws naming every missing file */
export function checkModelFolder(folder: string): ModelFolder {
  const has = (file: string) => existsSync(join(folder, file))
  const missing = needed.filter((file) => !has(file))
  const takesGrammars = has('graph/HCLr.fst') && has('graph/Gr.fst')
  if (!takesGrammars && !has('graph/HCLG.fst')) missing.push('graph/HCLG.fst (or graph/HCLr.fst with graph/Gr.fst)')
  if (missing.length > 0) {
    throw new Error(
      `${folder} is no whole Vosk model: ${missing.join(', ')} missing. Remove the folder and fetch it again`,
    )
  }
  return { folder, takesGrammars }
}

/** The words a model can return, from its words.txt (`word number` a line), without Kaldi's own symbols. */
export function readVocabulary(folder: string): Set<string> {
  const lines = readFileSync(join(folder, 'graph/words.txt'), 'utf8').split('\n')
  const words = lines.map((line) => line.split(/\s/, 1)[0] ?? '')
  return new Set(words.filter((word) => word !== '' && !/^[<#[]|^!SIL/.test(word)))
}

import type { Language } from '@larder/contracts/language'

/** A model as its makers publish it: a ZIP with one folder of that name. */
export interface PublishedModel {
  language: Language
  name: string
  bytes: number
  sha256: string
}

export const modelsUrl = 'https://alphacephei.com/vosk/models/'

/**
 * The small models of Alpha Cephei (Apache-2.0). They publish no SHA-256: these are the ones that several projects
 * which pin the same files have recorded independently of one another. Another file of the same name is refused.
 */
export const officialModels: PublishedModel[] = [
  {
    language: 'zh',
    name: 'vosk-model-small-cn-0.22',
    bytes: 43_898_754,
    sha256: '3af8b0e7e0f835ae9d414ce5df580237a3cfb08d586c9fbbb0f7ff29ad5b14ba',
  },
  {
    language: 'en',
    name: 'vosk-model-small-en-us-0.15',
    bytes: 41_205_931,
    sha256: '30f26242c4eb449f948e42cb302dd7a686cb29a3423a8367f99ff41780942498',
  },
]

import { intents } from './intents.ts'
import { lexicon } from './lexicon.ts'
import { say } from './say.ts'

export const en = { locale: 'en-GB', say, intents, lexicon }

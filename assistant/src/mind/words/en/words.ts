import { details, noticed, openings, trace } from './forms.ts'
import { intents } from './intents.ts'
import { lexicon } from './lexicon.ts'
import { say } from './say.ts'

export const en = { locale: 'en-GB', gap: ' ', say, intents, openings, details, noticed, trace, lexicon }

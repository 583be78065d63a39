import type { Words } from '../words.ts'
import { intents } from './intents.ts'
import { lexicon } from './lexicon.ts'
import { say } from './say.ts'

export const zh: Words = { locale: 'zh-CN', say, intents, lexicon }

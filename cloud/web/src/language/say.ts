import { en, type MessageKey } from './en.ts'
import { type Catalogues, type Language, type Parameters, sayOf } from './words.ts'
import { zh } from './zh.ts'

export type { Language, MessageKey, Parameters }

/** All that the console says. */
export const catalogues: Catalogues<MessageKey> = { zh, en }

export const say = sayOf(catalogues)

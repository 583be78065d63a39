import { catalogues, type MessageKey } from '../../language/say.ts'

type Say = (key: MessageKey) => string

const isKey = (key: string): key is MessageKey => Object.hasOwn(catalogues.en, key)
const known = (key: string, word: string, t: Say): string => (isKey(key) ? t(key) : word.replaceAll('-', ' '))

/** What was done, and to what kind of thing; a word the log has and we do not is shown as the log has it. */
export const actionWord = (action: string, t: Say): string => known(`quality.audit.did.${action}`, action, t)
export const kindWord = (kind: string, t: Say): string => known(`quality.audit.kind.${kind}`, kind, t)

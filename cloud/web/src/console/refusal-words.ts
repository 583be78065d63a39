import type { Refusal } from '../api.ts'
import type { MessageKey, Parameters } from '../language/say.ts'
import { catalogues } from '../language/say.ts'

type Say = (key: MessageKey, parameters?: Parameters) => string

const isKey = (key: string): key is MessageKey => Object.hasOwn(catalogues.en, key)

/** Why the API said no in the reader's words; where we have none for it, in the API's own, which are English. */
export function refusalWords({ status, code, message, fields }: Refusal, t: Say): string {
  if (status === 0) return t('failed.unreachable')
  if (code === 'invalid' && fields.length === 0) return message
  const key = `refusal.${code}`
  return isKey(key) ? t(key) : message
}

/** What the schemas say of a value: zod's own sentences. */
const faults: [pattern: RegExp, key: MessageKey][] = [
  [/^Too small: expected string to have >=(\d+) characters?$/, 'fault.short'],
  [/^Too big: expected string to have <=(\d+) characters?$/, 'fault.long'],
  [/^Too small: expected array to have >=(\d+) items?$/, 'fault.few'],
  [/^Too big: expected array to have <=(\d+) items?$/, 'fault.many'],
  [/^Too small: expected \w+ to be >=(-?[\d.]+)$/, 'fault.least'],
  [/^Too small: expected \w+ to be >(-?[\d.]+)$/, 'fault.above'],
  [/^Too big: expected \w+ to be <=(-?[\d.]+)$/, 'fault.most'],
  [/^Too big: expected \w+ to be <(-?[\d.]+)$/, 'fault.below'],
  [/^Invalid input: expected \w+, received (?:undefined|null)$/, 'fault.missing'],
  [/^Invalid input: expected (?:number|int), received/, 'fault.number'],
  [/^Invalid ISO/, 'fault.time'],
]

/** What is wrong with one field, in the reader's words where we know the sentence. */
export function faultWords(message: string, t: Say): string {
  for (const [pattern, key] of faults) {
    const found = pattern.exec(message)
    if (found !== null) return t(key, { n: found[1] ?? '' })
  }
  return message
}

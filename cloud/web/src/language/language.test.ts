import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { role } from '@larder/contracts/account'
import { alertAction } from '@larder/contracts/alert'
import { quarantineReason } from '@larder/contracts/quarantine'
import { cause, severity } from '@larder/contracts/situation'
import { describe, expect, it } from 'vitest'
import { en, type MessageKey } from './en.ts'
import { catalogues, say } from './say.ts'
import { fill, languageOf } from './words.ts'
import { zh } from './zh.ts'

const namesIn = (message: string): string[] =>
  [...new Set([...message.matchAll(/\{(\w+)/g)].map((found) => found[1] ?? ''))].sort()

describe('the two languages', () => {
  it('say the same things', () => {
    expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort())
  })

  it('use the same parameters in every message', () => {
    for (const key of Object.keys(en) as MessageKey[]) expect(namesIn(zh[key]), key).toEqual(namesIn(en[key]))
  })

  it('leave no message empty', () => {
    for (const catalogue of Object.values(catalogues)) expect(Object.values(catalogue)).not.toContain('')
  })

  it('never call food safe', () => {
    const promises = Object.entries(catalogues).flatMap(([, catalogue]) => Object.values(catalogue))
    expect(promises.filter((message) => /\bsafe\b|安全|放心/i.test(message))).toEqual([])
  })

  it('have a word for every value that the contracts name', () => {
    const expected = [
      ...cause.options.map((one) => `cause.${one}`),
      ...severity.options.map((one) => `severity.${one}`),
      ...alertAction.options.map((one) => `action.${one}`),
      ...quarantineReason.options.map((one) => `reason.${one}`),
      ...role.options.map((one) => `role.${one}`),
    ]
    expect(expected.filter((key) => !(key in en))).toEqual([])
  })

  it('keep no word that no page says', () => {
    const source = sourceOf(join(import.meta.dirname, '..'))
    const unsaid = Object.keys(en).filter((key) => !source.includes(`'${key}'`) && !isComposed(key, source))
    expect(unsaid).toEqual([])
  })
})

/** `t(\`cause.${cause}\`)` says every key that starts with `cause.`. */
const isComposed = (key: string, source: string): boolean =>
  [...key.matchAll(/\./g)].some((dot) => source.includes(`\`${key.slice(0, dot.index + 1)}\${`))

function sourceOf(folder: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const code = files.filter((name) => /\.tsx?$/.test(name) && !/test\.ts$|(en|zh)[./\\]/.test(name))
  return code.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n')
}

describe('a message', () => {
  it('takes parameters and the word for a count', () => {
    expect(fill('{n} {n|lot|lots} of {of}', { n: 1, of: 'salmon' })).toBe('1 lot of salmon')
    expect(fill('{n} {n|lot|lots}', { n: 0 })).toBe('0 lots')
  })

  it('shows a missing parameter instead of hiding it', () => {
    expect(fill('limit {celsius}', {})).toBe('limit {celsius}')
  })

  it('is said in the language asked for', () => {
    expect(say('zh', 'verdict.excursion.word')).toBe('超出限值')
  })
})

describe('the first language', () => {
  it('follows the browser’s order', () => {
    expect(languageOf(['fr-FR', 'zh-TW', 'en'])).toBe('zh')
    expect(languageOf(['en-US', 'zh'])).toBe('en')
  })

  it('is English where we speak none of them', () => {
    expect(languageOf(['fr', 'de'])).toBe('en')
  })
})

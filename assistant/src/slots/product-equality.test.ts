import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { randomFrom } from '../classifier/random.ts'
import { storeCopyOf } from '../goods/catalogue.fixture.ts'
import { slurOf } from '../intents/noise.ts'
import { normalise } from '../normalise/normalise.ts'
import { productsIn } from './product.ts'
import { shortNames } from './short-names.ts'
import { straightforwardly } from './straightforward.fixture.ts'

test.each(['zh', 'en'] as const)('what is compared quickly is found as if everything were compared: %s', (language) => {
  const texts = readFileSync(join(import.meta.dirname, '..', 'intents', `paraphrases.${language}.tsv`), 'utf8')
    .trim()
    .split('\n')
    .map((line) => normalise(line.split('\t').at(-1) as string, language))
  const products = storeCopyOf().products
  const names = products.map(({ nameZh, nameEn }) => (language === 'zh' ? nameZh : nameEn))
  const catalogue = products.flatMap(({ id, nameZh, nameEn }, at) => {
    const { stems, heads } = shortNames(names[at] as string, language)
    return [
      { id, nameZh, nameEn },
      ...stems.map((stem) => ({ id: `${id} ${stem}`, nameZh: stem, nameEn: stem })),
      ...heads.map((head) => ({ id: `${id} ${head}`, nameZh: head, nameEn: head, exact: true })),
    ]
  })
  const random = randomFrom(5)
  const slur = slurOf(language, [...texts, ...names], random)
  const heard = [...texts, ...[...texts, ...names].map(slur), ...names.map((name) => slur(slur(name)))]
  expect(heard.length).toBeGreaterThan(500)
  const named = heard.filter((text) => {
    const found = productsIn(text, catalogue, language)
    expect(found, text).toEqual(straightforwardly(text, catalogue, language))
    return found.some(({ repairedTo }) => repairedTo !== null)
  })
  expect(named.length).toBeGreaterThan(20)
})

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isLanguage, type Language } from '@larder/contracts/language'
import { expect, test } from 'vitest'
import { Classifier } from '../classifier/classifier.ts'
import { train } from '../classifier/train.ts'
import { normalise } from '../normalise/normalise.ts'
import { kioskLines } from './kiosk-lines.ts'

const folder = join(import.meta.dirname, '../../../../shared/models/recordings')
const here = existsSync(folder)
if (!here) console.warn('  ../shared/models/recordings is not here: what is said in the recordings is not tried')

/** What is said in the recordings, by its beginning; none of it was written for these models. */
const meant: [RegExp, string][] = [
  [/^where is the salmon|^what aisle|三文鱼在哪里/, 'product-where'],
  [/salmon (?:still )?fresh|smell (?:okay|bad)|变质了吗|寿司新鲜不新鲜/, 'product-freshness'],
  [/^when will my order|订单什么时候到/, 'order-when'],
  [/^i want a refund|我要退款/, 'refund'],
  [/^order number|订单号/, 'order-where'],
  [/^speak to a person|转人工/, 'human'],
  [/salmon is spoiled|三文鱼不新鲜|看起来有点怪/, 'spoiled'],
  [/gluten free/, 'product-nutrition'],
  [/^how should i keep/, 'product-store'],
  [/cook the pumpkin|milk raw|^how do i prepare/, 'product-cook'],
  [/exchange my lemons/, 'exchange'],
  [/补货|库存|我要买|我想买/, 'product-stock'],
  [/有活动吗/, 'product-offers'],
  [/更改收货地址/, 'order-change'],
  [/营业吗/, 'store-hours'],
]

const rows = (name: string): string[][] =>
  readFileSync(join(folder, name), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((row) => row.split('\t'))

test.skipIf(!here).each(['en', 'zh'] as const)(
  'what is said in the recordings in %s is understood, and so is what was heard',
  (language) => {
    const classifier = new Classifier(train(kioskLines(language), { svmOnly: true, seed: 1 }))
    const languageOf = new Map(rows('refs.tsv').map(([file = '', spoken]) => [file, spoken]))
    for (const name of ['refs.tsv', 'hyp.tsv']) {
      const lines = rows(name)
        .filter(([file = '']) => languageOf.get(file) === language)
        .map((row) => saidIn(row, name, language))
        .flatMap((text) => meant.filter(([pattern]) => pattern.test(text)).map(([, intent]) => ({ text, intent })))
      expect(isLanguage(language) && lines.length).toBeGreaterThan(20)
      const wrong = lines.filter(({ text, intent }) => classifier.read(text).ranking[0]?.intent !== intent)
      expect([name, wrong.length / lines.length <= 0.05, wrong]).toEqual([name, true, wrong])
    }
  },
)

const saidIn = (row: string[], name: string, language: Language): string =>
  normalise(row[name === 'refs.tsv' ? 2 : 1] ?? '', language)

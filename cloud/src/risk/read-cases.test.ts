import { expect, test } from 'vitest'
import { mapping } from './mapping.ts'
import { decoded, readCases } from './read-cases.ts'
import { foreignFeatures } from './site-features.ts'

const map = mapping.parse({
  id: 'id',
  at: 'at',
  outcome: { column: 'result', complaint: ['bad'], fine: ['ok'] },
  customer: 'who',
  numbers: { heat: 'heat' },
  categories: { carrier: 'van' },
  sequences: { over: { column: 'temps', minus: 'limit', above: 0 } },
})
const header = 'id,at,result,who,heat,van,temps,limit'
const row = 'o1,2026-01-01T09:00:00+08:00,ok,c1,30,red,"[5,6,null]",4'
const file = (...rows: string[]) => [header, ...rows].join('\n')

test('a row becomes a case: names by the mapping, the sequence against its limit', () => {
  const { cases, schema } = readCases(file(row), map)
  expect(cases[0]).toMatchObject({
    id: 'o1',
    atMs: Date.UTC(2026, 0, 1, 1),
    complained: false,
    numbers: { heat: 30, pastTickets: 0 },
    categories: { carrier: 'red' },
    sequences: { over: [1, 2, null] },
  })
  expect(schema.channels).toEqual([{ name: 'over', above: 0 }])
})

test('a sequence may stand in numbered columns, and ends with its last value', () => {
  const wide = mapping.parse({
    ...map,
    customer: undefined,
    sequences: { t: { columns: 't0..t3' } },
    numbers: {},
    categories: {},
  })
  const { cases } = readCases('id,at,result,t0,t1,t2,t3\na,2026-01-01,bad,1,,3,\n', wide)
  expect(cases[0]).toMatchObject({ sequences: { t: [1, null, 3] } })
})

test.each([
  [
    'a column that is not there',
    file(row).replace('heat', 'warmth'),
    /the column "heat", which the file does not have/,
  ],
  ['an outcome nobody mapped', file(row.replace(',ok,', ',maybe,')), /line 2, column result: "maybe" is neither/],
  ['a number that is none', file(row.replace(',30,', ',hot,')), /line 2, column heat: "hot" is no number/],
  ['a sequence that is none', file(row.replace('[5,6,null]', '[5,x]')), /line 2, column temps: is no JSON array/],
  ['a time that is none', file(row.replace('2026-01-01T', '01/01/26 ')), /line 2, column at: .* is no time/],
  ['an order that stands twice', file(row, row), /line 3, column id: o1 stands in line 2 already/],
  ['nothing below the header', header, /line 1: there is no row below the header/],
])('%s is refused by line and column', (_what, text, message) => {
  expect(() => readCases(text, map)).toThrow(message)
})

test('UTF-8 with a byte order mark and GBK are both read', () => {
  const bom = new Uint8Array([0xef, 0xbb, 0xbf, ...new TextEncoder().encode(file(row))])
  expect(readCases(decoded(bom), map).cases).toHaveLength(1)
  // 红车 in GBK
  expect(decoded(new Uint8Array([0xba, 0xec, 0xb3, 0xb5]))).toBe('红车')
  expect(() => decoded(new Uint8Array([0xff, 0xff, 0xff]))).toThrow('neither UTF-8 nor GBK')
})

test('features that the site cannot supply are named', () => {
  expect(foreignFeatures(map)).toEqual(['heat', 'over'])
})

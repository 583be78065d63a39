import fc from 'fast-check'
import { expect, test } from 'vitest'
import { verbaliseEnglish } from './english.ts'
import { cardinal, ordinal, year } from './english-numbers.ts'

test.each([
  [0, 'zero'],
  [13, 'thirteen'],
  [20, 'twenty'],
  [21, 'twenty-one'],
  [105, 'one hundred five'],
  [1_000_001, 'one million one'],
  [12_345, 'twelve thousand three hundred forty-five'],
])('%d is %s', (value, words) => {
  expect(cardinal(value)).toBe(words)
})

test.each([
  [1, 'first'],
  [12, 'twelfth'],
  [20, 'twentieth'],
  [22, 'twenty-second'],
  [30, 'thirtieth'],
])('number %d is the %s', (value, words) => {
  expect(ordinal(value)).toBe(words)
})

test.each([
  [1900, 'nineteen hundred'],
  [2005, 'two thousand five'],
  [2026, 'twenty twenty-six'],
])('the year %d is %s', (value, words) => {
  expect(year(value)).toBe(words)
})

test.each([
  ['2026-11-21', 'November twenty-first, twenty twenty-six'],
  ['at 14:30 and 9:05', 'at two thirty p m and nine oh five a m'],
  ['12:00 and 0:15', 'twelve p m and twelve fifteen a m'],
  ['order number 1234', 'order number one two three four'],
  ['order A-1204', 'order A one two zero four'],
  ['SO20261120', 'S O two zero two six one one two zero'],
  ['Order #12345', 'Order number one two three four five'],
  ['phone 400-800-1234', 'phone four zero zero eight zero zero one two three four'],
  ['$12.50', 'twelve dollars and fifty cents'],
  ['$1', 'one dollar'],
  ['£0.01', 'one penny'],
  ['€1,299', 'one thousand two hundred ninety-nine euros'],
  ['¥29.9', 'twenty-nine point nine yuan'],
  ['-18°C', 'minus eighteen degrees Celsius'],
  ['1°C', 'one degree Celsius'],
  ['2–4 °C', 'two to four degrees Celsius'],
  ['35%', 'thirty-five percent'],
  ['500g, 1 kg and 1.5kg', 'five hundred grams, one kilogram and one point five kilograms'],
  ['the 1st and the 22nd', 'the first and the twenty-second'],
  ['3-5 days', 'three to five days'],
  ['aisle A3', 'aisle A three'],
  ['2 boxes', 'two boxes'],
])('%s is said as %s', (written, spoken) => {
  expect(verbaliseEnglish(written)).toBe(spoken)
})

test('no figure is left in any text', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[-0-9.,:%°C$¥ A-Za-z#/]{0,30}$/), (text) => !/\d/.test(verbaliseEnglish(text))),
  )
})

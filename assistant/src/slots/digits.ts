import type { Language } from '@larder/contracts/language'
import { digitString } from '../normalise/chinese-number.ts'

const units = 'zero one two three four five six seven eight nine'.split(' ')
const teens = 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ')
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')

/** The longest row of digits in a normalised text, written or spoken: "four seven one nine", "47 19", 四七一九. */
export function digitsIn(text: string, language: Language): string | null {
  const rows = language === 'zh' ? chineseRows(text) : englishRows(text)
  const longest = rows.reduce((best, row) => (row.length > best.length ? row : best), '')
  return longest === '' ? null : longest
}

function chineseRows(text: string): string[] {
  const rows = text.match(/[\d零〇一二两三四五六七八九幺](?:[ -]?[\d零〇一二两三四五六七八九幺])*/gu) ?? []
  return rows.map((row) => digitString(row.replace(/[ -]/g, '')) ?? '')
}

function englishRows(text: string): string[] {
  const rows: string[] = ['']
  let times = 1
  const put = (digits: string): void => {
    rows[rows.length - 1] += digits.repeat(times)
    times = 1
  }
  const words = text.split(/[ -]+/)
  words.forEach((word, at) => {
    const ten = tens.indexOf(word)
    if (/^\d+$/.test(word)) put(word)
    else if (word === 'oh' || word === 'o') put('0')
    else if (units.includes(word)) put(String(units.indexOf(word)))
    else if (teens.includes(word)) put(String(10 + teens.indexOf(word)))
    // "forty seven" is 47: its unit follows by itself.
    else if (ten >= 0) put(units.indexOf(words[at + 1] ?? '') > 0 ? String(2 + ten) : String(20 + 10 * ten))
    else if (word === 'double') times = 2
    else if (word === 'triple') times = 3
    else if (word !== 'and') rows.push('')
  })
  return rows
}

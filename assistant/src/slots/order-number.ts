import { digitString } from '../normalise/chinese-number.ts'
import { englishNumber, englishNumberPattern } from '../normalise/english-number.ts'

/** Digits of an order number, at least four of them, written or spoken one by one. */
export function orderNumberIn(text: string): string | null {
  const plain = text.normalize('NFKC').toLowerCase()
  const written = plain.match(/(?<![\d.])\d{4,20}(?![\d.])/)?.[0]
  if (written) return written
  const spaced = plain.match(/(?<!\d)\d(?: \d){3,19}(?!\d)/)?.[0]
  if (spaced) return spaced.replaceAll(' ', '')
  const chinese = plain.match(/[零〇一二两三四五六七八九幺]{4,20}/)?.[0]
  if (chinese) return digitString(chinese)
  const doubled = plain.replace(/\bdouble (\w+)/g, '$1 $1').replace(/\btriple (\w+)/g, '$1 $1 $1')
  const spoken = [...doubled.matchAll(new RegExp(`\\b${englishNumberPattern}\\b`, 'g'))].map(([words]) => words)
  const digits = spoken.find((words) =>
    /^(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)(?: \w+){3,}$/.test(words),
  )
  if (digits === undefined) return null
  const each = digits.split(' ').map((word) => englishNumber(word))
  return each.every((digit) => digit !== null && digit < 10) ? each.join('') : null
}

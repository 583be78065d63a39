const small =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const values = new Map<string, number>([
  ...small.map((word, value): [string, number] => [word, value]),
  ...tens.map((word, at): [string, number] => [word, 20 + 10 * at]),
  ['oh', 0],
  ['a', 1],
  ['an', 1],
  ['half', 0.5],
  ['quarter', 0.25],
  ['dozen', 12],
  ['hundred', 100],
  ['thousand', 1000],
])
const word = [...values.keys()].sort((a, b) => b.length - a.length).join('|')

export const englishNumberPattern = `(?:${word})(?:[\\s-]+(?:and\\s+)?(?:${word}))*`

/**
 * A number in English words: two hundred and fifty = 250, half a = 0.5, a dozen = 12, four seven one nine = 4719.
 * @returns null where the text is none
 */
export function englishNumber(text: string): number | null {
  const words = text.split(/[\s-]+/).filter((part) => part !== 'and' && part !== '')
  const parts = words.map((part) => values.get(part))
  if (parts.length === 0 || parts.some((part) => part === undefined)) return null
  const known = parts as number[]
  if (
    known.length > 1 &&
    known.every((part) => part < 10) &&
    !words.some((part) => /^(?:an?|half|quarter)$/.test(part))
  ) {
    return Number(known.join(''))
  }
  let total = 0
  let group = 0
  known.forEach((part, at) => {
    const spoken = words[at] as string
    if (spoken === 'thousand') {
      total += (group || 1) * 1000
      group = 0
    } else if (spoken === 'hundred' || spoken === 'dozen') group = (group || 1) * part
    else if (/^an?$/.test(spoken) && at > 0) group = Math.max(group, 0)
    else if (/^(?:half|quarter)$/.test(spoken))
      group = at === 1 && /^an?$/.test(words[0] as string) ? part : group + part
    else group += part
  })
  return total + group
}

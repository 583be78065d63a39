/** What many speakers, and recognisers, do not tell apart: changing one for the other costs little. */
const confused: [string, string][] = [
  ['zh', 'z'],
  ['ch', 'c'],
  ['sh', 's'],
  ['n', 'l'],
  ['r', 'l'],
  ['h', 'f'],
]
const confusedFinals: [string, string][] = [
  ['ang', 'an'],
  ['eng', 'en'],
  ['ing', 'in'],
  ['iang', 'ian'],
  ['uang', 'uan'],
]
const cheap = 0.15
const pairs = new Set([...confused, ...confusedFinals].flatMap(([a, b]) => [`${a} ${b}`, `${b} ${a}`]))

/** 0 for the same syllable, 1 for one that shares neither beginning nor end. */
export function syllableDistance(a: string, b: string): number {
  if (a === b) return 0
  const [initialA, finalA] = halves(a)
  const [initialB, finalB] = halves(b)
  return Math.min(1, half(initialA, initialB) + half(finalA, finalB))
}

const half = (a: string, b: string): number => (a === b ? 0 : pairs.has(`${a} ${b}`) ? cheap : 0.5)

const halved = new Map<string, [string, string]>()
const mostHalved = 2000

function halves(syllable: string): [string, string] {
  const known = halved.get(syllable)
  if (known) return known
  if (halved.size >= mostHalved) halved.clear()
  const parts = split(syllable)
  halved.set(syllable, parts)
  return parts
}

function split(syllable: string): [string, string] {
  const initial = syllable.match(/^(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])/)?.[0] ?? ''
  return [initial, syllable.slice(initial.length)]
}

/** Edit distance with a cost of changing one part into another; leaving out or adding one costs 1. */
export function editDistance<Part>(
  a: ArrayLike<Part>,
  b: ArrayLike<Part>,
  change: (a: Part, b: Part) => number,
): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 0; i < a.length; i += 1) {
    const next = [i + 1]
    for (let j = 0; j < b.length; j += 1) {
      const changed = (row[j] as number) + change(a[i] as Part, b[j] as Part)
      next.push(Math.min(changed, (row[j + 1] as number) + 1, (next[j] as number) + 1))
    }
    row = next
  }
  return row[b.length] as number
}

/** An English word by its sound: one letter for letters that sound alike, no vowels but the first, nothing twice. */
export function englishSound(word: string): string {
  const plain = word
    .replace(/^(?:kn|gn)/, 'n')
    .replace(/^wr/, 'r')
    .replace(/ph/g, 'f')
    .replace(/gh/g, '')
    .replace(/sh|ch|tch/g, 'x')
    .replace(/th/g, 't')
    .replace(/c(?=[eiy])/g, 's')
    .replace(/[cq]|ck/g, 'k')
    .replace(/[zs]+$/, 's')
    .replace(/z/g, 's')
    .replace(/v/g, 'f')
    .replace(/[bp]/g, 'p')
    .replace(/[dt]/g, 't')
    .replace(/[gk]/g, 'k')
  const first = plain.slice(0, 1).replace(/[aeiouy]/, 'a')
  return (first + plain.slice(1).replace(/[aeiouyhw]/g, '')).replace(/(.)\1+/g, '$1')
}

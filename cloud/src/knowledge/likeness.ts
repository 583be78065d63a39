/** So alike are two questions at least that are one: Dice's coefficient over pairs of characters. */
const alike = 0.6

export interface Counted {
  key: string
  count: number
}

/** Groups questions that are alike; each group begins with its most asked wording, the most asked group stands first. */
export function groupAlike<T extends Counted>(questions: readonly T[]): T[][] {
  const groups: T[][] = []
  const sizes: number[] = []
  const groupsWith = new Map<string, number[]>()
  for (const question of questions.toSorted((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1))) {
    const pairs = pairsOf(question.key)
    const place = nearest(pairs, sizes, groupsWith)
    if (place !== null) {
      groups[place]?.push(question)
      continue
    }
    for (const pair of pairs) groupsWith.set(pair, [...(groupsWith.get(pair) ?? []), groups.length])
    sizes.push(pairs.size)
    groups.push([question])
  }
  const total = (group: T[]): number => group.reduce((sum, { count }) => sum + count, 0)
  return groups.sort((a, b) => total(b) - total(a))
}

/** The group whose first wording shares most pairs; only groups that share any are looked at. */
function nearest(pairs: Set<string>, sizes: number[], groupsWith: Map<string, number[]>): number | null {
  const shared = new Map<number, number>()
  for (const pair of pairs) {
    for (const place of groupsWith.get(pair) ?? []) shared.set(place, (shared.get(place) ?? 0) + 1)
  }
  let best: { place: number; likeness: number } | null = null
  for (const [place, count] of shared) {
    const likeness = (2 * count) / (pairs.size + (sizes[place] ?? 0))
    if (likeness >= alike && (best === null || likeness > best.likeness)) best = { place, likeness }
  }
  return best?.place ?? null
}

/** With the beginning and the end, so that one character has pairs as well. */
function pairsOf(key: string): Set<string> {
  const characters = [...`^${key}$`]
  return new Set(characters.slice(1).map((character, at) => `${characters[at]}${character}`))
}

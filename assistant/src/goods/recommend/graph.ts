import { type AttributeDimension, attributeDimensions, type ProductCardRecord } from '@larder/contracts/shop'

/** What goes with a product, and by which other product where it does so only by that. */
export interface Pairing {
  product: string
  score: number
  via: string | null
}

/**
 * Products and attribute values, joined where a card says so. "pairs-with" and "must-not" lead to products, species and
 * categories; all else joins products that are alike.
 */
export interface AttributeGraph {
  pairsOf(product: string): Pairing[]
  /** A record says that the two should not be eaten together. */
  conflict(first: string, second: string): boolean
  /** Others, the most alike first. */
  alike(product: string): string[]
}

const built = new WeakMap<ProductCardRecord[], AttributeGraph>()

export function graphOf(cards: ProductCardRecord[]): AttributeGraph {
  const kept = built.get(cards)
  if (kept) return kept
  const made = build(cards)
  built.set(cards, made)
  return made
}

/** A word for the product itself binds more than one for its species, and that more than one for its category. */
const strength = { product: 3, species: 2, category: 1 }
/** What goes with what goes with it goes with it less. */
const secondStep = 0.2
const unlike: AttributeDimension[] = ['pairs-with', 'must-not', 'price-band', 'storage']

function build(cards: ProductCardRecord[]): AttributeGraph {
  const byProduct = new Map(cards.map((card) => [card.product, card]))
  const named = (from: ProductCardRecord, to: ProductCardRecord, edge: 'pairs-with' | 'must-not'): number => {
    const names = from.attributes[edge] ?? []
    if (names.includes(to.product)) return strength.product
    if (to.attributes.species?.some((species) => names.includes(species))) return strength.species
    return to.attributes.category?.some((category) => names.includes(category)) ? strength.category : 0
  }
  const conflict = (first: ProductCardRecord, second: ProductCardRecord): boolean =>
    named(first, second, 'must-not') > 0 || named(second, first, 'must-not') > 0
  const pair = (first: ProductCardRecord, second: ProductCardRecord): number =>
    first === second || conflict(first, second)
      ? 0
      : named(first, second, 'pairs-with') + named(second, first, 'pairs-with')
  const direct = (from: ProductCardRecord): Pairing[] =>
    cards
      .map((to) => ({ product: to.product, score: pair(from, to), via: null }))
      .filter(({ score }) => score > 0)
      .sort(byScore)
  const rarity = rarities(cards)
  return {
    pairsOf(product) {
      const from = byProduct.get(product)
      if (!from) return []
      const found = new Map<string, Pairing>(direct(from).map((pairing) => [pairing.product, pairing]))
      for (const { product: via, score } of direct(from)) {
        for (const next of direct(byProduct.get(via) as ProductCardRecord)) {
          const to = byProduct.get(next.product) as ProductCardRecord
          if (next.product === product || found.has(next.product) || conflict(from, to)) continue
          found.set(next.product, { product: next.product, score: secondStep * Math.min(score, next.score), via })
        }
      }
      return [...found.values()].sort(byScore)
    },
    conflict(first, second) {
      const [one, other] = [byProduct.get(first), byProduct.get(second)]
      return one !== undefined && other !== undefined && conflict(one, other)
    },
    alike(product) {
      const from = byProduct.get(product)
      if (!from) return []
      return cards
        .filter((to) => to !== from)
        .map((to) => ({ product: to.product, score: likeness(from, to, rarity) }))
        .filter(({ score }) => score > 0)
        .sort(byScore)
        .map(({ product: other }) => other)
    },
  }
}

/** Shared values count the more, the fewer products have them. */
function likeness(first: ProductCardRecord, second: ProductCardRecord, rarity: Map<string, number>): number {
  if (!first.attributes.category?.some((category) => second.attributes.category?.includes(category))) return 0
  return attributeDimensions
    .filter((dimension) => !unlike.includes(dimension))
    .flatMap((dimension) =>
      (first.attributes[dimension] ?? [])
        .filter((value) => second.attributes[dimension]?.includes(value))
        .map((value) => rarity.get(`${dimension}:${value}`) as number),
    )
    .reduce((sum, weight) => sum + weight, 0)
}

function rarities(cards: ProductCardRecord[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { attributes } of cards) {
    for (const dimension of attributeDimensions) {
      for (const value of attributes[dimension] ?? []) {
        const key = `${dimension}:${value}`
        counts.set(key, (counts.get(key) ?? 0) + 1)
      }
    }
  }
  return new Map([...counts].map(([key, count]) => [key, Math.log((1 + cards.length) / count)]))
}

const byScore = (a: { product: string; score: number }, b: { product: string; score: number }): number =>
  b.score - a.score || (a.product < b.product ? -1 : 1)

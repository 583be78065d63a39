import type { AttributeDimension, ProductCardRecord } from '@larder/contracts/shop'
import type { OrderBrief } from '@larder/contracts/store-copy'
import type { CustomerTag } from '../../mind/skill.ts'

const dayMs = 86_400_000
/** A purchase counts half after so long. */
const halfLifeDays = 60
/** What somebody chooses by: how a thing is farmed or where it comes from is most often chance. */
const dimensions: AttributeDimension[] = ['category', 'species', 'taste', 'use', 'diet', 'household', 'price-band']
const mostTags = 12
const leastWeight = 0.15

/**
 * What a customer likes, 0 to 1: the share of their purchases that has a value, less the share of the whole range that
 * has it anyway. Purchases fade; what lies in the future is left out.
 */
export function tagsFromPurchases(
  orders: Pick<OrderBrief, 'orderedAtMs' | 'lines'>[],
  cards: ProductCardRecord[],
  nowMs: number,
): CustomerTag[] {
  const cardOf = new Map(cards.map((card) => [card.product, card]))
  const bought = new Map<string, number>()
  let total = 0
  for (const { orderedAtMs, lines } of orders) {
    if (orderedAtMs > nowMs) continue
    const weight = 0.5 ** ((nowMs - orderedAtMs) / dayMs / halfLifeDays)
    // An order's second box of milk says little more than its first.
    for (const product of new Set(lines.map((line) => line.product))) {
      const card = cardOf.get(product)
      if (!card) continue
      total += weight
      for (const key of keysOf(card)) bought.set(key, (bought.get(key) ?? 0) + weight)
    }
  }
  const offered = new Map<string, number>()
  for (const card of cards) for (const key of keysOf(card)) offered.set(key, (offered.get(key) ?? 0) + 1)
  return [...bought]
    .map(([key, weight]) => ({ key, weight: weight / total - (offered.get(key) as number) / cards.length }))
    .filter(({ weight }) => weight >= leastWeight)
    .sort((a, b) => b.weight - a.weight || (a.key < b.key ? -1 : 1))
    .slice(0, mostTags)
    .map(({ key, weight }) => {
      const [dimension, value] = key.split(':') as [string, string]
      return { dimension, value, weight: Math.round(100 * weight) / 100 }
    })
}

const keysOf = (card: ProductCardRecord): string[] =>
  dimensions.flatMap((dimension) => (card.attributes[dimension] ?? []).map((value) => `${dimension}:${value}`))

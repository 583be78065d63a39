import type { ProfileSet } from '@larder/contracts/profiles'
import type { Mapping, Rule } from './mapping.ts'

/**
 * What a site can tell of its own orders and consignments, under the names that the generated histories have too. A
 * model of other features can be tried on a file and is never used on the site.
 */
export const siteNumbers = ['fragility', 'outsideCelsius', 'rainMm', 'pastTickets']
export const siteCategories = ['product', 'carrier', 'route']
export const siteChannels = [
  { name: 'overLimitCelsius', above: 0 },
  { name: 'delayMinutes', above: 15 },
  { name: 'shockG', above: 0.9 },
]
export const stepMinutes = 15

/** What staff would look at without any model. */
export const siteRules: Rule[] = [
  { feature: 'overLimitCelsius.longestAboveMinutes', above: 30, points: 2 },
  { feature: 'overLimitCelsius.max', above: 4, points: 1 },
  { feature: 'delayMinutes.last', above: 30, points: 2 },
  { feature: 'shockG.max', above: 2, points: 1 },
  { feature: 'fragility', above: 0.55, points: 1 },
  { feature: 'pastTickets', above: 0.5, points: 1 },
]

/** How goods of a kind bear knocks and heat, 0 to 1, where nobody has measured it. Judgement, not a standard. */
const fragilities: Partial<Record<keyof ProfileSet, number>> = {
  'fresh-fish': 0.5,
  'smoked-fish': 0.3,
  'red-meat': 0.3,
  poultry: 0.3,
  dairy: 0.25,
  'cut-produce': 0.8,
  'whole-produce': 0.7,
  'frozen-transport': 0.1,
  'frozen-cabinet': 0.1,
  'ice-cream': 0.3,
}
export const fragilityOf = (profile: string): number => fragilities[profile] ?? 0.3

/** Which features of a mapping a site could never supply. */
export function foreignFeatures({ numbers, categories, sequences, stepMinutes: step }: Mapping): string[] {
  const foreign = [
    ...Object.keys(numbers).filter((name) => !siteNumbers.includes(name)),
    ...Object.keys(categories).filter((name) => !siteCategories.includes(name)),
    ...Object.keys(sequences).filter((name) => !siteChannels.some((channel) => channel.name === name)),
  ]
  return step === stepMinutes ? foreign : [...foreign, `steps of ${step} minutes`]
}

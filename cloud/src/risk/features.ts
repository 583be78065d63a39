import type { CaseSchema, Channel, RiskCase } from './case.ts'

/** One column of what a model sees, and the factor it tells of. */
export interface Feature {
  /** Such as `overLimitCelsius.max`, `carrier=own-fleet`, `season.sine`. */
  name: string
  factor: string
}

const yearMs = 365.25 * 86_400_000

/** Every feature of a case by name, null where it is not known. */
export function featuresOf(one: RiskCase, { numbers, categories, channels, stepMinutes }: CaseSchema) {
  const found = new Map<string, number | string | null>()
  const angle = (2 * Math.PI * one.atMs) / yearMs
  found.set('season.sine', Math.sin(angle))
  found.set('season.cosine', Math.cos(angle))
  for (const name of numbers) found.set(name, one.numbers[name] ?? null)
  for (const name of categories) found.set(name, one.categories[name] ?? null)
  for (const channel of channels) {
    const figures = channelFigures(one.sequences[channel.name] ?? [], channel, stepMinutes)
    for (const [figure, value] of Object.entries(figures)) found.set(`${channel.name}.${figure}`, value)
  }
  return found
}

export const figureNames = ({ above }: Channel): string[] =>
  above === null ? ['max', 'mean', 'last'] : ['max', 'mean', 'last', 'aboveMinutes', 'longestAboveMinutes']

/** What a sequence comes to when its order is forgotten. All null where nothing was seen. */
export function channelFigures(values: readonly (number | null)[], channel: Channel, stepMinutes: number) {
  const seen = values.filter((value) => value !== null)
  const { above } = channel
  if (seen.length === 0) return Object.fromEntries(figureNames(channel).map((name) => [name, null]))
  const figures: Record<string, number | null> = {
    max: seen.reduce((most, value) => Math.max(most, value)),
    mean: seen.reduce((sum, value) => sum + value, 0) / seen.length,
    last: seen.at(-1) as number,
  }
  if (above === null) return figures
  let run = 0
  let longest = 0
  for (const value of seen) {
    run = value > above ? run + 1 : 0
    longest = Math.max(longest, run)
  }
  figures.aboveMinutes = seen.filter((value) => value > above).length * stepMinutes
  figures.longestAboveMinutes = longest * stepMinutes
  return figures
}

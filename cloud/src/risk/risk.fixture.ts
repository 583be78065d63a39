import type { CaseSchema, PastCase } from './case.ts'

/** Reproducible uniform numbers (Numerical Recipes' linear congruential generator, its high bits). */
export function draws(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return (state >>> 8) / 2 ** 24
  }
}

export const schema: CaseSchema = {
  numbers: ['heat'],
  categories: ['carrier'],
  channels: [
    { name: 'over', above: 0 },
    { name: 'shock', above: 1 },
  ],
  stepMinutes: 15,
}

export const caseOf = (different: Partial<PastCase> = {}): PastCase => ({
  id: 'o1',
  atMs: 0,
  departedAtMs: 0,
  deliveredAtMs: null,
  numbers: { heat: 1 },
  categories: { carrier: 'a' },
  sequences: { over: [], shock: [] },
  complained: false,
  complainedAtMs: null,
  ...different,
})

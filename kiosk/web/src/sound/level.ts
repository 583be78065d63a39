/** Quietest and loudest that the meter shows, in decibels below full scale. */
const quietest = -60
const loudest = -15

/** How far the meter goes, 0 to 1. */
export const levelOf = (decibels: number): number =>
  Math.min(1, Math.max(0, (decibels - quietest) / (loudest - quietest)))

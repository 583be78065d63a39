import { type LearnedDefrosts, learnDefrosts } from './learned-defrosts.ts'
import { canTeach, lengthOf, riseOf, type WarmSpell } from './warm-spell.ts'

/** Sixteen days of a cabinet that defrosts three times a day, months of one that does every other day. */
const keptSpells = 48

/** What must survive a restart for the learning to go on. */
export interface DefrostSnapshot {
  spells: readonly WarmSpell[]
  /** Up to this stamp the air was watched. */
  watchedUntilMs: number
}

/** The warm spells of one probe that may be defrosts, and what they teach. Bounded: what was least warm goes first. */
export class DefrostMemory {
  spells: readonly WarmSpell[] = []
  learned: LearnedDefrosts | null = null

  /** Keeps a spell in the place of any that it overlaps: after a restart the last hour is judged again. */
  keep(spell: WarmSpell): void {
    if (!canTeach(spell)) return
    const others = this.spells.filter((one) => one.untilMs < spell.fromMs || one.fromMs > spell.untilMs)
    this.hold([...others, spell].sort((a, b) => a.fromMs - b.fromMs))
  }

  /** Takes these spells, oldest first, for all that is known. */
  hold(spells: readonly WarmSpell[]): void {
    this.spells = spells.length > keptSpells ? spells.filter((spell) => spell !== leastWarm(spells)) : spells
    this.learned = learnDefrosts(this.spells)
  }

  copy(other: DefrostMemory): void {
    this.spells = other.spells
    this.learned = other.learned
  }
}

/** Of the older half: many short openings of a door must not push out the few defrosts between them. */
function leastWarm(spells: readonly WarmSpell[]): WarmSpell | undefined {
  const older = spells.slice(0, spells.length >> 1)
  return older.reduce((a, b) => (riseOf(b) * lengthOf(b) < riseOf(a) * lengthOf(a) ? b : a))
}

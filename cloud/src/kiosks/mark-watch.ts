import type { Database } from '../database/open.ts'

/** Notices that a lot was recalled, held or set free, by whomever: kiosks must not sell it for a minute longer. */
export class MarkWatch {
  readonly #database: Database
  readonly #changed: () => void
  #seen: string | undefined

  constructor(database: Database, changed: () => void) {
    this.#database = database
    this.#changed = changed
  }

  async look(): Promise<void> {
    const recalls = await this.#database.selectFrom('recall').select(['id', 'liftedAtMs']).orderBy('id').execute()
    const states = await this.#database
      .selectFrom('lotState')
      .select(['lot', 'decision', 'version'])
      .orderBy('lot')
      .execute()
    const now = JSON.stringify([recalls, states])
    const before = this.#seen
    this.#seen = now
    if (before !== undefined && before !== now) this.#changed()
  }
}

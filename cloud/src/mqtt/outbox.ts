import type { Database } from '../database/open.ts'

export interface Publisher {
  readonly connected: boolean
  publish(topic: string, payload: string): Promise<void>
}

/** Sends what was decided in a transaction: a row leaves the outbox only when the broker has acknowledged it. */
export class Outbox {
  readonly #database: Database
  readonly #publisher: Publisher
  #flushing: Promise<void> | undefined
  #again = false

  constructor(database: Database, publisher: Publisher) {
    this.#database = database
    this.#publisher = publisher
  }

  /** Call it after each commit that may have put a row in, and whenever the broker is back. */
  flush(): Promise<void> {
    this.#again = true
    this.#flushing ??= this.#flush().finally(() => {
      this.#flushing = undefined
    })
    return this.#flushing
  }

  async #flush(): Promise<void> {
    while (this.#again && this.#publisher.connected) {
      this.#again = false
      const rows = await this.#database.selectFrom('outbox').selectAll().orderBy('createdAtMs').limit(100).execute()
      for (const row of rows) {
        await this.#publisher.publish(row.topic, row.payload)
        await this.#database.deleteFrom('outbox').where('id', '=', row.id).execute()
      }
      if (rows.length === 100) this.#again = true
    }
  }
}

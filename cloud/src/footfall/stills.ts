import { randomUUID } from 'node:crypto'
import type { Still } from '@larder/contracts/footfall'
import { topicOf } from '@larder/contracts/topics'
import type { AuditLog } from '../audit/audit-log.ts'
import type { Database } from '../database/open.ts'
import { Refusal } from '../http/refusal.ts'

export interface StillsOptions {
  database: Database
  audit: AuditLog
  publisher: { readonly connected: boolean; publish(topic: string, payload: string): Promise<void> }
  now(): number
  /** How long the store may take. */
  patienceMs?: number
}

const mostWaiting = 20

/**
 * One picture to draw lines on. The store seals it for the key of the asking browser, so that what passes through here
 * can be read neither by the cloud nor by the broker; it is handed on and kept nowhere. Who asked and why is audited.
 */
export class Stills {
  readonly #options: StillsOptions
  readonly #waiting = new Map<string, (still: Still) => void>()

  constructor(options: StillsOptions) {
    this.#options = options
  }

  async ask(at: { site: string; camera: string }, asked: { publicKey: string; why: string; by: string }) {
    const { audit, database, now, patienceMs = 15_000, publisher } = this.#options
    const { by, publicKey, why } = asked
    if (!publisher.connected) throw new Refusal(503, 'no-broker', 'the broker is not reached: try again')
    if (this.#waiting.size >= mostWaiting) throw new Refusal(429, 'too-many', 'too many ask for a picture: try again')
    const subject = `${at.site}/${at.camera}`
    await database.transaction().execute(async (transaction) => {
      await audit.append(transaction, { by, why, action: 'asked for a picture', subjectKind: 'camera', subject })
    })
    const id = randomUUID()
    const { promise, resolve } = Promise.withResolvers<Still | undefined>()
    this.#waiting.set(id, resolve)
    const timer = setTimeout(() => resolve(undefined), patienceMs)
    try {
      const request = { id, atMs: now(), publicKey }
      await publisher.publish(topicOf('still-request', at), JSON.stringify(request))
      const still = await promise
      if (still === undefined) throw new Refusal(504, 'no-picture', 'the store sent no picture: is the camera lost?')
      if ('error' in still) throw new Refusal(409, 'no-picture', still.error)
      return still
    } finally {
      clearTimeout(timer)
      this.#waiting.delete(id)
    }
  }

  take(still: Still): void {
    this.#waiting.get(still.id)?.(still)
  }
}

import { randomUUID } from 'node:crypto'
import type { HandOff } from '@larder/contracts/conversation'
import type { EventHub } from '../../events/hub.ts'
import type { Conversations } from '../conversations.ts'

/** A page that is loaded anew, or a phone in a lift, is back before that. */
export const absentMs = 60_000
const maxLooked = 500

export interface AbsenceSources {
  conversations: Conversations
  hub: EventHub
  now(): number
}

/** Whose console is closed leaves their conversations after a minute: the shopper is told and waits for somebody else. */
export class AbsentAgents {
  readonly #sources: AbsenceSources
  /** Since when nobody listens for the account. */
  readonly #since = new Map<string, number>()

  constructor(sources: AbsenceSources) {
    this.#sources = sources
  }

  async look(): Promise<void> {
    const { conversations, hub, now } = this.#sources
    const taken = await conversations.list({ mode: 'agent', limit: maxLooked })
    const agents = new Set(taken.flatMap(({ agent }) => agent ?? []))
    for (const agent of this.#since.keys()) if (!agents.has(agent) || hub.isListening(agent)) this.#since.delete(agent)
    for (const { id, agent, handOff, mood } of taken) {
      if (agent === null || hub.isListening(agent)) continue
      const sinceMs = this.#since.get(agent) ?? now()
      this.#since.set(agent, sinceMs)
      if (now() - sinceMs < absentMs) continue
      await conversations.leave(id, agent, { end: false })
      const again: HandOff = {
        reason: handOff?.reason ?? (mood === 'angry' ? 'angry' : 'asked'),
        priority: handOff?.priority === 'urgent' ? 'urgent' : 'high',
        atMs: now(),
        scene: handOff?.scene ?? null,
        order: handOff?.order ?? null,
        lot: handOff?.lot ?? null,
        offered: handOff?.offered ?? [],
      }
      await conversations.callPerson(id, randomUUID(), again)
    }
  }
}

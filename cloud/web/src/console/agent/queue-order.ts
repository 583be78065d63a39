import type { ConversationSummary } from '@larder/contracts/conversation'
import { priority } from '@larder/contracts/ticket'

export const groups = ['waiting', 'mine', 'colleagues', 'assistant', 'ended'] as const
export type Group = (typeof groups)[number]

const endedShown = 20

/** Since when a shopper waits for a person. */
export const waitingSinceMs = ({ handOff, lastAtMs }: ConversationSummary): number => handOff?.atMs ?? lastAtMs

const urgency = ({ handOff }: ConversationSummary): number => priority.options.indexOf(handOff?.priority ?? 'normal')

const groupOf = ({ mode, agent }: ConversationSummary, me: string): Group => {
  if (mode !== 'agent') return mode
  return agent === me ? 'mine' : 'colleagues'
}

/** Who waits comes by priority, then by how long; everybody else by what was said last. */
export function queueOf(
  conversations: Iterable<ConversationSummary>,
  me: string,
): Record<Group, ConversationSummary[]> {
  const queue: Record<Group, ConversationSummary[]> = {
    waiting: [],
    mine: [],
    colleagues: [],
    assistant: [],
    ended: [],
  }
  for (const one of conversations) queue[groupOf(one, me)].push(one)
  for (const group of groups) queue[group].sort((a, b) => b.lastAtMs - a.lastAtMs || (a.id < b.id ? -1 : 1))
  queue.waiting.sort((a, b) => urgency(a) - urgency(b) || waitingSinceMs(a) - waitingSinceMs(b))
  return { ...queue, ended: queue.ended.slice(0, endedShown) }
}

import type { ChatMessageInput, ChatTurn } from '@larder/contracts/chat'

/** What was written here and is not known to be taken yet. */
export interface Unsent {
  key: string
  input: ChatMessageInput
  text: string
  /** Null while it is under way; `away` is sent again by itself, what was refused is not. */
  failed: 'away' | 'refused' | null
  /** Why it was refused. */
  why: string
}

/** Lines by time; one that comes twice, by answer and by stream, stands once. */
export function withTurns(known: readonly ChatTurn[], more: readonly ChatTurn[]): ChatTurn[] {
  const byId = new Map([...known, ...more].map((turn) => [turn.id, turn]))
  return [...byId.values()].sort((a, b) => a.atMs - b.atMs || order(a) - order(b))
}

/** Of one instant, the question stands before its answer. */
const order = ({ by }: ChatTurn): number => (by === 'shopper' ? 0 : 1)

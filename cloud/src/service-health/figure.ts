import type { ConversationView, Turn } from '@larder/contracts/conversation'

/** What a shopper asked for once, with what became of it. */
export interface Exchange {
  intent: string | null
  outcome: NonNullable<Turn['outcome']> | null
  latencyMs: number | null
}

/** What one conversation counts as. */
export interface Figure {
  ended: boolean
  topic: string | null
  requests: number
  unanswered: number
  resolved: boolean
  handedOff: boolean
  firstAnswerMs: number | null
  personWaitMs: number | null
  score: number | null
  topics: { intent: string; asked: number; unanswered: number }[]
}

/** The shopper's turns, each with the assistant's next. While a person answers there are no exchanges. */
export function exchangesOf(
  turns: readonly Pick<Turn, 'by' | 'understanding' | 'outcome' | 'latencyMs'>[],
): Exchange[] {
  const exchanges: Exchange[] = []
  for (const { by, understanding, outcome, latencyMs } of turns) {
    const open = exchanges.at(-1)
    if (by === 'shopper') exchanges.push({ intent: understanding?.intent ?? null, outcome, latencyMs })
    else if (by === 'assistant' && open !== undefined) {
      open.outcome ??= outcome
      open.latencyMs ??= latencyMs
    }
  }
  return exchanges.filter(({ outcome }) => outcome !== null)
}

/**
 * Resolved is a conversation that is over, in which no person was called, whose last request ended in an answer or a
 * ticket, and that its shopper did not rate 1 or 2.
 */
export function figureOf(view: Omit<ConversationView, 'turns'> & { turns: Parameters<typeof exchangesOf>[0] }): Figure {
  const exchanges = exchangesOf(view.turns)
  const requests = exchanges.filter(({ outcome }) => outcome !== 'control')
  const ended = view.mode === 'ended'
  const handedOff = view.handOff !== null
  const score = view.rating?.score ?? null
  const last = requests.at(-1)?.outcome
  const topics = topicsOf(requests)
  const wait = view.handOff === null || view.agentJoinedAtMs === null ? null : view.agentJoinedAtMs - view.handOff.atMs
  return {
    ended,
    topic: topics[0]?.intent ?? null,
    requests: requests.length,
    unanswered: requests.filter(({ outcome }) => outcome === 'unanswered').length,
    resolved: ended && !handedOff && (last === 'answered' || last === 'ticket') && (score === null || score > 2),
    handedOff,
    firstAnswerMs: requests.find(({ latencyMs }) => latencyMs !== null)?.latencyMs ?? null,
    personWaitMs: wait === null ? null : Math.max(0, wait),
    score,
    topics,
  }
}

/** The most asked first; of two asked as often, the earlier. */
function topicsOf(requests: readonly Exchange[]): Figure['topics'] {
  const topics = new Map<string, Figure['topics'][number]>()
  for (const { intent, outcome } of requests) {
    if (intent === null) continue
    const topic = topics.get(intent) ?? { intent, asked: 0, unanswered: 0 }
    topics.set(intent, topic)
    topic.asked += 1
    topic.unanswered += Number(outcome === 'unanswered')
  }
  return [...topics.values()].sort((a, b) => b.asked - a.asked)
}

/** The order a conversation is about, from what was shown in it or told with the hand-off. */
export function orderOf({ handOff, turns }: Pick<ConversationView, 'handOff' | 'turns'>): string | null {
  if (handOff?.order != null) return handOff.order
  for (const { cards } of turns) {
    for (const card of cards) {
      if (card.kind === 'order') return card.order.id
      if (card.kind === 'trace' && card.brief.subject.kind === 'order') return card.brief.subject.id
    }
  }
  return null
}

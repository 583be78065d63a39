import type { Channel, ConversationMode, HandOff, Turn, Understanding } from '@larder/contracts/conversation'
import type { Language } from '@larder/contracts/language'

export interface ConversationTables {
  conversation: {
    id: string
    channel: Channel
    site: string
    /** Where it began; null for one that began on the web. */
    kiosk: string | null
    language: Language
    mode: ConversationMode
    startedAtMs: number
    lastAtMs: number
    endedAtMs: number | null
    /** Why it ended. */
    ended: string | null
    agent: string | null
    agentJoinedAtMs: number | null
    ticket: string | null
    mood: Understanding['mood']
    /** What the assistant remembers, as JSON. */
    state: string | null
    turnCount: number
    lastText: string
    /** 1 when its texts have been erased. */
    erased: number
  }
  conversationTurn: {
    id: string
    conversation: string
    /** In the order of arrival; among turns of one instant it decides. */
    ordinal: number
    atMs: number
    by: Turn['by']
    agent: string | null
    language: Language
    text: string
    spoken: number
    intent: string | null
    /** Null where nothing was to be understood: the other columns of it are then too. */
    confidence: number | null
    second: string | null
    mood: Understanding['mood'] | null
    moodConfidence: number | null
    slots: string
    outcome: Turn['outcome']
    latencyMs: number | null
    cards: string
    choices: string
  }
  conversationHandOff: Omit<HandOff, 'offered'> & { id: string; conversation: string; offered: string }
  conversationRating: { conversation: string; score: number; text: string; atMs: number }
  unansweredQuestion: {
    id: string
    conversation: string
    site: string
    language: Language
    text: string
    atMs: number
  }
  conversationCode: { hash: string; conversation: string; expiresAtMs: number }
  conversationSecret: { hash: string; conversation: string; createdAtMs: number }
  /** Reports that the conversation was shown the link or the digits of. */
  conversationSubject: { conversation: string; kind: 'lot' | 'order'; subject: string }
  /** Messages that were taken, by idempotency key; `body` is a hash, `answer` null while it is made. */
  conversationMessage: { conversation: string; key: string; body: string; answer: string | null; atMs: number }
}

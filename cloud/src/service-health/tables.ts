import type { Channel } from '@larder/contracts/conversation'
import type { Language } from '@larder/contracts/language'

export interface ServiceHealthTables {
  /** What a conversation counts as; it stays when the conversation's texts are erased. Flags are 0 or 1. */
  conversationFigure: {
    conversation: string
    site: string
    channel: Channel
    language: Language
    startedAtMs: number
    lastAtMs: number
    ended: number
    /** Store time. */
    day: string
    hour: number
    topic: string | null
    requests: number
    unanswered: number
    resolved: number
    handedOff: number
    /** A hash of the order or ticket it is about; erased after 30 days. */
    subjectKey: string | null
    /** Null where it is about no order or ticket. */
    repeated: number | null
    firstAnswerMs: number | null
    personWaitMs: number | null
    score: number | null
  }
  conversationTopic: {
    conversation: string
    intent: string
    startedAtMs: number
    site: string
    channel: Channel
    language: Language
    asked: number
    unanswered: number
  }
}

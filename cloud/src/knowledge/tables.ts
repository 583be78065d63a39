import type { Publication, TrainingLine, UnansweredDecision } from '@larder/contracts/knowledge'

export interface KnowledgeTables {
  article: { id: string; publishedVersion: number | null; createdAtMs: number }
  /** `text` and `authors` are JSON. */
  articleVersion: {
    article: string
    version: number
    state: 'draft' | 'submitted' | 'reviewed'
    text: string
    edit: number
    authors: string
    savedAtMs: number
    reviewedBy: string | null
    reviewedAtMs: number | null
    note: string
    publishedAtMs: number | null
  }
  /** Every mind that was ever in use; the newest is. `gate` is JSON. */
  knowledgePublication: Omit<Publication, 'gate'> & { gate: string }
  /** `learnedIn` is the first mind that has learned it. */
  trainingLine: TrainingLine & { learnedIn: number | null }
  /** By the hash of a question's words: the words themselves are erased with their conversation. */
  unansweredDecision: {
    key: string
    decision: UnansweredDecision['kind']
    target: string
    by: string
    atMs: number
  }
}

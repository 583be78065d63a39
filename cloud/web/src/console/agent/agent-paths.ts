import type { CannedAnswer } from '@larder/contracts/agent-console'
import type { ConversationSummary, ConversationView, Turn } from '@larder/contracts/conversation'
import type { TicketReceipt } from '@larder/contracts/kiosk-link'
import type { Suggestion } from '@larder/contracts/knowledge'
import type { Language } from '@larder/contracts/language'
import type { Path } from '../../api.ts'

const of = (id: string): string => `/api/conversations/${encodeURIComponent(id)}`

export const agentPaths = {
  live: '/api/conversations?mode=live&limit=200' as Path<ConversationSummary[]>,
  ended: '/api/conversations?mode=ended&limit=20' as Path<ConversationSummary[]>,
  conversation: (id: string): Path<ConversationView> => of(id),
  join: (id: string): Path<ConversationSummary> => `${of(id)}/join`,
  say: (id: string): Path<Turn> => `${of(id)}/say`,
  leave: (id: string): Path<ConversationSummary> => `${of(id)}/leave`,
  ticket: (id: string): Path<TicketReceipt> => `${of(id)}/ticket`,
  canned: (id: string): Path<CannedAnswer[]> => `${of(id)}/canned-answers`,
  suggestions: (text: string, language: Language): Path<Suggestion[]> =>
    `/api/knowledge/suggestions?${new URLSearchParams({ text: text.slice(0, 400), language })}`,
}

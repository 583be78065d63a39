import type { ConversationView } from '@larder/contracts/conversation'
import type {
  HealthConversation,
  HealthQuestions,
  HealthSelection,
  ServiceHealth,
} from '@larder/contracts/service-health'
import type { Path } from '../../api.ts'

/** What the board is asked: a time, and whom it is narrowed to. */
export interface Asked {
  fromMs: number
  untilMs: number
  site: string
  channel: string
  language: string
}

/** A figure that was touched, and the part of the board it stands in. */
export interface Chosen {
  what: HealthSelection
  topic?: string
  intent?: string
  hour?: string
  day?: string
  channel?: string
  language?: string
}

const query = (values: object): string =>
  new URLSearchParams(
    Object.entries(values)
      .filter(([, value]) => value !== '' && value !== undefined)
      .map(([name, value]) => [name, String(value)]),
  ).toString()

export const servicePaths = {
  figures: (asked: Asked): Path<ServiceHealth> => `/api/service-health?${query(asked)}`,
  figuresFile: (asked: Asked): string => `/api/service-health/figures.csv?${query(asked)}`,
  questions: (asked: Asked): Path<HealthQuestions> => `/api/service-health/questions?${query(asked)}`,
  list: (asked: Asked, chosen: Chosen, limit: number): Path<HealthConversation[]> =>
    `/api/service-health/conversations?${query({ ...asked, ...chosen, limit })}`,
  listFile: (asked: Asked, chosen: Chosen): string =>
    `/api/service-health/conversations.csv?${query({ ...asked, ...chosen, limit: 1000 })}`,
  conversation: (id: string): Path<ConversationView> => `/api/conversations/${encodeURIComponent(id)}`,
}

import type { HealthConversation, HealthFigures, ServiceHealth } from '@larder/contracts/service-health'
import { csvText } from '../dispositions/csv-text.ts'

const percent = (part: number, of: number): number | null => (of === 0 ? null : Math.round((1000 * part) / of) / 10)
const rounded = (ms: number | null): number | null => (ms === null ? null : Math.round(ms))
const flag = (yes: boolean | null): number | null => (yes === null ? null : Number(yes))

/** Every figure of the board with its parts, so that a spreadsheet can add stores up rightly. */
export function figuresCsv({ total, by }: ServiceHealth): string {
  const head = [
    'cut',
    'value',
    'conversations',
    'ended',
    'resolved',
    'resolutionPercent',
    'handedOff',
    'handOffPercent',
    'aboutKnownOrderOrTicket',
    'repeated',
    'repeatPercent',
    'requests',
    'unanswered',
    'unansweredPercent',
    'firstAnswerP50Ms',
    'firstAnswerP95Ms',
    'personWaitP50Ms',
    'personWaitP95Ms',
    'rated',
    'satisfied',
    'csatPercent',
    'meanScore',
  ]
  const row = (cut: string, value: string, one: HealthFigures) => [
    cut,
    value,
    one.conversations,
    one.ended,
    one.resolved,
    percent(one.resolved, one.ended),
    one.handedOff,
    percent(one.handedOff, one.conversations),
    one.withSubject,
    one.repeated,
    percent(one.repeated, one.withSubject),
    one.requests,
    one.unanswered,
    percent(one.unanswered, one.requests),
    rounded(one.firstAnswer.p50Ms),
    rounded(one.firstAnswer.p95Ms),
    rounded(one.personWait.p50Ms),
    rounded(one.personWait.p95Ms),
    one.rated,
    one.satisfied,
    percent(one.satisfied, one.rated),
    one.meanScore,
  ]
  const cuts = Object.entries(by).flatMap(([cut, parts]) => parts.map((part) => row(cut, part.key, part)))
  return csvText([head, row('all', '', total), ...cuts])
}

export function conversationsCsv(conversations: readonly HealthConversation[]): string {
  const head = [
    'startedAt',
    'conversation',
    'site',
    'channel',
    'language',
    'topic',
    'ended',
    'requests',
    'unanswered',
    'resolved',
    'handedOff',
    'repeated',
    'firstAnswerMs',
    'personWaitMs',
    'score',
  ]
  const rows = conversations.map((one) => [
    new Date(one.startedAtMs).toISOString(),
    one.id,
    one.site,
    one.channel,
    one.language,
    one.topic,
    flag(one.ended),
    one.requests,
    one.unanswered,
    flag(one.resolved),
    flag(one.handedOff),
    flag(one.repeated),
    rounded(one.firstAnswerMs),
    rounded(one.personWaitMs),
    one.score,
  ])
  return csvText([head, ...rows])
}

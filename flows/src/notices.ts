import type { FlowsConfiguration } from '@larder/contracts/configuration'
import type { Notification } from '@larder/contracts/notification'
import type { Severity, Situation } from '@larder/contracts/situation'
import { topicOf } from '@larder/contracts/topics'

export type Channel = Notification['channel']
export type NoticeKind = Notification['kind']

/** Something one receiver is to be told of one situation. */
export interface Notice {
  situation: Situation
  kind: NoticeKind
  level: number
  channel: Channel
  to: string
}

/** What a receiver already knows: there is one such record from the first notice to the resolved one. */
export interface Told {
  severity: Severity
  level: number
}

/** Who is told on a channel; empty where the channel is not set up. */
export function receiversOf(
  channel: Channel,
  kind: NoticeKind,
  situation: Situation,
  settings: FlowsConfiguration,
): string[] {
  switch (channel) {
    case 'console':
      return ['console']
    case 'mqtt':
      return [topicOf('notification', situation)]
    case 'webhook':
      // The address may carry a secret in its path or query: the notification shows the host alone.
      return settings.webhookUrl === undefined ? [] : [new URL(settings.webhookUrl).host]
    case 'email': {
      const { to = [], escalateTo = [] } = settings.smtp ?? {}
      return kind === 'escalated' && escalateTo.length > 0 ? escalateTo : to
    }
  }
}

/**
 * Whether the notice is still worth sending, given what the receiver was told and what the situation is by now.
 * A message may have been held up by a retry, a restart or a delay in the flow, so this is asked at the last moment.
 */
export function isDue(notice: Notice, told: Told | undefined, current: Situation): boolean {
  if (current.past) return notice.channel === 'console' && notice.kind === 'raised' && told === undefined
  if (notice.kind === 'resolved') return current.state === 'resolved' && told !== undefined
  if (current.state === 'resolved') return false
  if (told === undefined) return true
  if (notice.kind === 'escalated') return notice.level > told.level
  return told.severity === 'warning' && notice.situation.severity === 'critical'
}

import type { FlowsConfiguration } from '@larder/contracts/configuration'
import type { Notification } from '@larder/contracts/notification'
import { sendEmail } from './email.ts'
import type { SituationMessage } from './news.ts'
import { postWebhook } from './webhook.ts'

/**
 * Hands a notification to its channel. For the console and for MQTT the notification on the broker is the delivery
 * itself: it waits in the outbox until the broker has it, so nothing more is to be done here.
 */
export const deliverer =
  ({ webhookUrl, smtp }: FlowsConfiguration) =>
  async (notification: Notification, { payload: situation }: SituationMessage, giveUp: AbortSignal): Promise<void> => {
    const { channel, to, text, outcome, ...told } = notification
    if (channel === 'webhook' && webhookUrl) await postWebhook(webhookUrl, { ...told, text, situation }, giveUp)
    if (channel === 'email' && smtp) await sendEmail(smtp, to, text, giveUp)
  }

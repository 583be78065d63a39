import { filterOf } from '@larder/contracts/topics'
import type { EventHub } from '../events/hub.ts'
import { parseMessage } from '../mqtt/message.ts'
import type { Alerts } from './alerts.ts'

export const alertSubscriptions: Record<string, 1> = { [filterOf('situation')]: 1, [filterOf('notification')]: 1 }

/** Situations and notices from the broker: committed first, then shown. Rejects only when the database does. */
export const alertIntake =
  (alerts: Alerts, hub: EventHub, log: (line: string) => void) =>
  async (topic: string, payload: Buffer): Promise<void> => {
    const message = parseMessage(topic, payload)
    if ('error' in message) return log(`ignored a message on ${topic}: ${message.error}`)
    if (message.kind === 'situation') {
      const alert = await alerts.apply(message.payload)
      if (alert !== undefined) hub.publish('alert', alert)
    } else if (message.kind === 'notification') {
      const alert = await alerts.notified(message.payload)
      if (alert === undefined) return
      hub.publish('notification', message.payload)
      hub.publish('alert', alert)
    }
  }

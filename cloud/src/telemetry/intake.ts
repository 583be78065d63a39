import { filterOf } from '@larder/contracts/topics'
import type { EventHub } from '../events/hub.ts'
import { parseMessage } from '../mqtt/message.ts'
import type { QuarantineIntake } from './quarantine-intake.ts'
import type { States } from './states.ts'

export const stateSubscriptions: Record<string, 1> = {
  [filterOf('status')]: 1,
  [filterOf('edge')]: 1,
  [filterOf('quarantine')]: 1,
}

/** States from the broker, in a session of their own: a flood of them never stands before a situation. */
export const stateIntake =
  (states: States, quarantine: QuarantineIntake, hub: EventHub, log: (line: string) => void) =>
  async (topic: string, payload: Buffer): Promise<void> => {
    if (payload.length === 0) return
    const message = parseMessage(topic, payload)
    if ('error' in message) return log(`ignored a message on ${topic}: ${message.error}`)
    const { site } = message.address
    if (message.kind === 'status') await states.keepDevice({ ...message.address, status: message.payload })
    else if (message.kind === 'edge') {
      await states.keepEdge(site, message.payload)
      hub.publish('edge', { site, status: message.payload })
    } else if (message.kind === 'quarantine') await quarantine.take(site, message.payload)
  }

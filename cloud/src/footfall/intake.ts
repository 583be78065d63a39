import { filterOf, parseTopic } from '@larder/contracts/topics'
import { parseMessage } from '../mqtt/message.ts'
import type { LiveFootfall } from './live-footfall.ts'
import type { Quarters } from './quarters.ts'
import type { Stills } from './stills.ts'

/** Quarters are kept by the broker until we have them. */
export const quarterSubscriptions: Record<string, 1> = { [filterOf('footfall')]: 1 }

/** What is of the moment: retained, or worthless later. */
export const momentSubscriptions: Record<string, 0 | 1> = {
  [filterOf('footfall-now')]: 1,
  [filterOf('camera')]: 1,
  [filterOf('still')]: 0,
}

export interface FootfallIntake {
  quarters: Pick<Quarters, 'keep'>
  live: LiveFootfall
  stills: Pick<Stills, 'take'>
  log(line: string): void
}

export const footfallIntake =
  ({ live, log, quarters, stills }: FootfallIntake) =>
  async (topic: string, payload: Buffer): Promise<void> => {
    if (payload.length === 0) {
      const { address } = parseTopic(topic) ?? {}
      if (address?.site && address.camera) live.tellCamera(address.site, address.camera, null)
      return
    }
    const message = parseMessage(topic, payload)
    if ('error' in message) return log(`ignored a message on ${topic}: ${message.error}`)
    const { site } = message.address
    if (message.kind === 'footfall') await quarters.keep(site, [message.payload])
    else if (message.kind === 'footfall-now') live.tell(site, message.payload)
    else if (message.kind === 'camera') live.tellCamera(site, message.address.camera, message.payload)
    else if (message.kind === 'still') stills.take(message.payload)
  }

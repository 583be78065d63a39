import type { Client, Subscription } from 'aedes'
import { subscriptionsOf } from './aedes-client.ts'
import type { Figures } from './figures.ts'
import type { Guest } from './guest.ts'
import { maxSubscriptionsPerClient, maxTopicBytes } from './limits.ts'
import type { Owner } from './persistence.ts'
import type { Visitors } from './visitors.ts'

export interface SubscriptionsOptions {
  visitors: Visitors
  figures: Figures
  complain(subject: string, line: string): void
}

/** What clients may hear. */
export class Subscriptions {
  readonly #options: SubscriptionsOptions

  constructor(options: SubscriptionsOptions) {
    this.#options = options
  }

  /** @returns the subscription, or null where it is refused: the client hears return code 128 */
  authorize(client: Client, subscription: Subscription): Subscription | null {
    const { visitors, figures, complain } = this.#options
    const guest = visitors.guestOf(client)
    const refusal = guest ? refusalOf(client, guest, subscription.topic) : 'not signed in'
    if (refusal === undefined) return subscription
    figures.refusedSubscriptions += 1
    const filter = JSON.stringify(subscription.topic.slice(0, 200))
    complain(`${guest?.account} ${filter}`, `subscription of ${guest?.account} to ${filter} refused: ${refusal}`)
    return null
  }

  ownerOf(client: Client): Owner | undefined {
    const guest = this.#options.visitors.guestOf(client)
    if (guest === undefined) return undefined
    return { account: guest.account, maySubscribe: (filter) => refusalOf(client, guest, filter) === undefined }
  }
}

function refusalOf(client: Client, guest: Guest, filter: string): string | undefined {
  if (filter.startsWith('$share/')) return 'shared subscriptions are not served; subscribe to the plain topic'
  if (Buffer.byteLength(filter) > maxTopicBytes) return `the filter is longer than ${maxTopicBytes} bytes`
  const held = subscriptionsOf(client)
  if (!(filter in held) && Object.keys(held).length >= maxSubscriptionsPerClient) {
    return `a client may hold ${maxSubscriptionsPerClient} subscriptions`
  }
  return guest.subscribeRefusal(filter)
}

import { topicOf } from '@larder/contracts/topics'
import type { Sites } from '../sites/sites.ts'
import type { Profiles } from './profiles.ts'

export interface AnnouncerOptions {
  profiles: Pick<Profiles, 'message'>
  sites: Pick<Sites, 'all'>
  publisher: { readonly connected: boolean; publish(topic: string, payload: string, retain: boolean): Promise<void> }
  log(line: string): void
}

/** Tells every site's edge the profiles in force: after each edit, and whenever the broker is back. */
export class ProfileAnnouncer {
  readonly #options: AnnouncerOptions

  constructor(options: AnnouncerOptions) {
    this.#options = options
  }

  announce(): void {
    const { profiles, sites, publisher, log } = this.#options
    if (!publisher.connected) return
    const payload = JSON.stringify(profiles.message)
    for (const { id: site } of sites.all) {
      publisher
        .publish(topicOf('profiles', { site }), payload, true)
        .catch((error: unknown) => log(`the profiles wait for the broker: ${error}`))
    }
  }
}

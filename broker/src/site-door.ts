import type { Authentication } from './authentication.ts'
import type { Door, Guest } from './guest.ts'
import { mayHearFrames, type Principal, publishRefusal, subscribeRefusal } from './permissions.ts'

/** Topics remembered as allowed, per client: a device has a handful. */
const rememberedTopics = 1000

/** The door of a real site: accounts for rooms and devices, topics by the contracts. */
export const siteDoor = (authentication: Authentication): Door => ({
  async admit(name, password, address) {
    const verdict = await authentication.verify(name, password, address)
    if ('reason' in verdict) return verdict
    const { principal, hash } = verdict
    return guestOf(principal, () => authentication.stillStands(principal, hash))
  },
  refresh: () => authentication.refresh(),
  isActive: (account) => authentication.isActive(account),
})

function guestOf(principal: Principal, stillStands: () => boolean): Guest {
  const allowed = new Set<string>()
  return {
    account: principal.account,
    rateLimited: principal.sender === 'device',
    sendsFrames: principal.sender === 'device' && principal.grants.some((grant) => 'camera' in grant),
    mayHearFrames: (topic) => mayHearFrames(principal, topic),
    publishRefusal(topic, retain) {
      if (!retain && allowed.has(topic)) return undefined
      const refusal = publishRefusal(principal, topic, retain)
      if (refusal === undefined && !retain && allowed.size < rememberedTopics) allowed.add(topic)
      return refusal
    },
    subscribeRefusal: (filter) => subscribeRefusal(principal, filter),
    stillStands,
  }
}

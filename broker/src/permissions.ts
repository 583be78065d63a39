import { type Kind, type Level, parseTopic, type Sender, topics, wireRoot } from '@larder/contracts/topics'

/** The probes a device may speak for; `+` as asset or probe means all of them. */
export interface Grant {
  site: string
  asset: string
  probe: string
}

/** Who is connected: a room by its name, or a device with its grants. */
export type Principal =
  | { account: string; sender: 'device'; grants: readonly Grant[] }
  | { account: string; sender: Exclude<Sender, 'device'> }

/** Kinds a room may hear; the edge and the cloud serve everything, flows act on what a person must know. */
const audible: Record<Exclude<Sender, 'device'>, readonly Kind[] | 'all'> = {
  edge: 'all',
  cloud: 'all',
  flows: ['situation', 'acknowledgement', 'notification', 'quarantine', 'edge', 'status'],
}

/** undefined when allowed, otherwise the reason in words. */
export function publishRefusal(principal: Principal, topic: string, retain: boolean): string | undefined {
  const parsed = parseTopic(topic)
  if (parsed === undefined) return `no message kind has this topic (they start with ${wireRoot}/)`
  const row = topics[parsed.kind]
  if (row.from !== principal.sender) return `only ${row.from} may publish "${parsed.kind}"`
  if (retain && !row.retain) return `"${parsed.kind}" may not be retained`
  if (principal.sender === 'device' && !isGranted(principal.grants, parsed.address)) {
    return 'the account has no grant for this site, asset and probe'
  }
  return undefined
}

/** undefined when allowed, otherwise the reason in words. */
export function subscribeRefusal(principal: Principal, filter: string): string | undefined {
  if (filter === '$SYS' || filter.startsWith('$SYS/')) {
    return principal.sender === 'device' ? '$SYS is for the rooms' : undefined
  }
  if (principal.sender === 'device') {
    const parsed = parseTopic(filter)
    const own =
      parsed !== undefined && topics[parsed.kind].from === 'device' && covers(principal.grants, parsed.address)
    return own ? undefined : "a device may subscribe to its own probes' topics only"
  }
  const kinds = audible[principal.sender]
  const [first, second, kind] = filter.split('/')
  if (kinds === 'all') return first === '#' || first === 'larder' ? undefined : `filters start with ${wireRoot}/`
  const heard = `${first}/${second}` === wireRoot && kinds.some((candidate) => candidate === kind)
  return heard ? undefined : `${principal.sender} may hear ${kinds.join(', ')} only, each named in its filter`
}

type Address = Partial<Record<Level, string>>

const isGranted = (grants: readonly Grant[], address: Address): boolean =>
  grants.some(
    (grant) =>
      grant.site === address.site &&
      (grant.asset === '+' || grant.asset === address.asset) &&
      (grant.probe === '+' || grant.probe === address.probe),
  )

/** A wildcard in the filter needs the same wildcard in the grant; `isGranted` says just that, as `+` equals `+`. */
const covers = (grants: readonly Grant[], address: Address): boolean =>
  address.site !== '+' && !Object.values(address).includes('#') && isGranted(grants, address)

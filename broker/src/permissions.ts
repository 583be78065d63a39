import {
  isFrameTopic,
  type Kind,
  type Level,
  parseTopic,
  type Sender,
  topics,
  wireRoot,
} from '@larder/contracts/topics'

/** The probes a device may speak for; `+` as asset or probe means all of them. */
export interface ProbeGrant {
  site: string
  asset: string
  probe: string
}

/** A camera may send its own pictures and nothing else. */
export interface CameraGrant {
  site: string
  camera: string
}

export type Grant = ProbeGrant | CameraGrant

/** Who is connected: a room by its name, or a device with its grants. */
export type Principal =
  | { account: string; sender: 'device'; grants: readonly Grant[] }
  | { account: string; sender: Exclude<Sender, 'device'>; site?: string }

/** Kinds a room may hear; flows act on what a person must know. `all` has one exception, see `mayHearFrames`. */
const audible: Record<Exclude<Sender, 'device'>, readonly Kind[] | 'all'> = {
  edge: 'all',
  cloud: 'all',
  flows: ['situation', 'acknowledgement', 'notification', 'quarantine', 'edge', 'status'],
}

/** Pictures of people go to the edge of their own site and to nobody else, however wide a filter is. */
export const mayHearFrames = (principal: Principal, topic: string): boolean =>
  principal.sender === 'edge' && principal.site === parseTopic(topic)?.address.site

/** undefined when allowed, otherwise the reason in words. */
export function publishRefusal(principal: Principal, topic: string, retain: boolean): string | undefined {
  const parsed = parseTopic(topic)
  if (parsed === undefined) return `no message kind has this topic (they start with ${wireRoot}/)`
  const row = topics[parsed.kind]
  if (row.from !== principal.sender) return `only ${row.from} may publish "${parsed.kind}"`
  if (retain && !row.retain) return `"${parsed.kind}" may not be retained`
  if (principal.sender === 'device' && !isGranted(principal.grants, parsed.address)) {
    return `the account has no grant for this site, ${row.levels.includes('camera' as never) ? 'camera' : 'asset and probe'}`
  }
  return undefined
}

/** undefined when allowed, otherwise the reason in words. */
export function subscribeRefusal(principal: Principal, filter: string): string | undefined {
  if (filter === '$SYS' || filter.startsWith('$SYS/')) {
    return principal.sender === 'device' ? '$SYS is for the rooms' : undefined
  }
  if (isFrameTopic(filter)) {
    return mayHearFrames(principal, filter) ? undefined : 'only the edge of its own site may hear pictures'
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
  grants.some((grant) => {
    if (grant.site !== address.site) return false
    if ('camera' in grant || address.camera !== undefined) return 'camera' in grant && grant.camera === address.camera
    return (
      (grant.asset === '+' || grant.asset === address.asset) && (grant.probe === '+' || grant.probe === address.probe)
    )
  })

/** A wildcard in the filter needs the same wildcard in the grant; `isGranted` says just that, as `+` equals `+`. */
const covers = (grants: readonly Grant[], address: Address): boolean =>
  address.site !== '+' && !Object.values(address).includes('#') && isGranted(grants, address)

/** The site's bounds, as the configuration names them. */
export interface Limits {
  maxConnections: number
  maxConnectionsPerAccount: number
  maxMessagesPerSecond: number
  maxPayloadBytes: number
  /** Of one camera: the size of a picture, and how many a second are passed on. */
  maxFrameBytes: number
  maxFramesPerSecond: number
  maxQueuedPerSession: number
  sessionExpiryHours: number
}

/** One session's messages in memory; beyond it the oldest are dropped, counted and told. */
export const maxQueuedBytes = 67_108_864
export const maxTopicBytes = 1024
export const maxClientIdBytes = 256
export const maxSubscriptionsPerClient = 200
export const maxRetained = 50_000
/** What a topic, headers and a will may add to a payload. */
export const packetOverheadBytes = 4096
/** A subscriber without a session that is this far behind misses messages of QoS 0; of QoS 1 and 2 it is let go. */
export const maxBehindBytes = 4_194_304

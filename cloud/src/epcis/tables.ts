/** Captured events, and what they are found by. `body` is the event's JSON, as it was captured, with its id. */
export interface EpcisTables {
  epcisEvent: {
    /** Rises with each event stored: the order of recording. */
    ordinal: number
    id: string
    /** Empty for the event itself; else the fingerprint of the declaration that it was an error. */
    declared: string
    hash: string
    eventTimeMs: number
    recordTimeMs: number
    capture: string | null
    body: string
  }
  epcisTerm: { name: string; value: string; eventTimeMs: number; event: number }
  epcisCapture: {
    id: string
    client: string
    behaviour: 'rollback' | 'proceed'
    createdAtMs: number
    finishedAtMs: number | null
    stored: number
    /** JSON text: the problems found. */
    errors: string
    /** What is still to be captured; null once it is done. */
    document: string | null
  }
  /** What was published of which of our own records, and how the record stood then. */
  epcisSource: { source: string; fingerprint: string; event: string }
  epcisClient: { name: string; mayCapture: number; hash: string; createdBy: string; createdAtMs: number }
}

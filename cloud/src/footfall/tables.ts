/** Counts are null where the store held back one to four. */
export interface FootfallTables {
  footfallLine: {
    site: string
    fromMs: number
    camera: string
    line: string
    entrance: number
    entered: number | null
    leftAgain: number | null
    reEntered: number | null
  }
  footfallZone: {
    site: string
    fromMs: number
    camera: string
    zone: string
    stays: number | null
    dwellSeconds: number | null
    queueMean: number | null
    queueMost: number | null
  }
  /** Which share of a quarter a camera counted. */
  footfallCamera: { site: string; fromMs: number; camera: string; countedShare: number }
  footfallPlanVersion: { site: string; version: number; plan: string; by: string; why: string; atMs: number }
  /** The simulated shop's invented days; a real shop's orders and conversations are records of their own. */
  footfallTrade: { site: string; day: string; orders: number; kioskConversations: number }
  footfallHandCount: {
    id: string
    site: string
    by: string
    startedAtMs: number
    /** The shop's day, and what the cameras had counted of it when the person began. */
    day: string
    startIn: number
    startOut: number
    untilMs: number | null
    handIn: number | null
    handOut: number | null
    systemIn: number | null
    systemOut: number | null
  }
}

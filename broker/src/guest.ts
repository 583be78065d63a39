/** A connected client's rights, decided when it signed in. Refusals are words for the log; undefined means allowed. */
export interface Guest {
  account: string
  /** The site's own rooms are not held to the message rate. */
  rateLimited: boolean
  /** It may send pictures, which have bounds of their own. */
  sendsFrames: boolean
  mayHearFrames(topic: string): boolean
  publishRefusal(topic: string, retain: boolean): string | undefined
  subscribeRefusal(filter: string): string | undefined
  /** false once the account is revoked or its password rotated */
  stillStands(): boolean
}

/** CONNACK return codes (MQTT 3.1.1 clause 3.2.2.3): 2 identifier, 3 unavailable, 4 name or password, 5 not authorized. */
export interface Refusal {
  returnCode: 2 | 3 | 4 | 5
  reason: string
}

/** Who may come in. */
export interface Door {
  admit(name: string | undefined, password: string | undefined, address: string): Promise<Guest | Refusal>
  /** Reads changed accounts. @returns whether there were any */
  refresh(): boolean
  /** Whether sessions of this account are to be kept. */
  isActive(account: string): boolean
}

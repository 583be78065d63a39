export interface KioskTables {
  /** `hash`: SHA-256 of the token in base64url, which is the key of its orders' proofs too. */
  kiosk: { id: string; site: string; hash: string; createdBy: string; createdAtMs: number }
  /** What a kiosk must be told, until an hour later; `ordinal` rises with time, across restarts too. */
  kioskInbox: { kiosk: string; ordinal: number; atMs: number; name: string; data: string }
}

export interface MemberTables {
  /** Hashes only: neither code nor telephone number can be read from it. */
  member: { customer: string; codeHash: string; phoneHash: string | null; addedAtMs: number }
}

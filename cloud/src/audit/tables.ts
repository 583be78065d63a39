/** The log's own tables; `detail` is JSON text, and the one row of `auditHead` is where the next entry links on. */
export interface AuditTables {
  auditEntry: {
    ordinal: number
    atMs: number
    by: string
    action: string
    subjectKind: string
    subject: string
    why: string
    detail: string
    hash: string
  }
  auditHead: { id: number; ordinal: number; hash: string }
}

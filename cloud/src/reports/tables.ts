export interface ReportTables {
  link: { token: string; kind: 'lot' | 'order'; subject: string; createdAtMs: number }
  /** A link that ends: what a customer passes on. */
  share: { token: string; kind: 'lot' | 'order'; subject: string; createdAtMs: number; expiresAtMs: number }
  /**
   * `hash` is the fingerprint that decides whether a version is new; `content` the JSON text that was said, under
   * `contentHash` and `signature`. They are null in versions that were filed before contents were kept.
   */
  reportVersion: {
    kind: 'lot' | 'order'
    subject: string
    version: number
    hash: string
    createdAtMs: number
    content: string | null
    contentHash: string | null
    signature: string | null
  }
  /** Every PDF that was handed out, by the SHA-256 of its bytes. */
  reportFile: { sha256: string; contentHash: string; language: 'zh' | 'en'; createdAtMs: number }
}

/** Every edit of a profile; `profile` is JSON text, null where an edit took back all others. */
export interface ProfileTables {
  profileVersion: {
    name: string
    version: number
    profile: string | null
    by: string
    why: string
    atMs: number
  }
}

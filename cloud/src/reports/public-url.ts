import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const fileOf = (folder: string) => join(folder, 'public-url')

/** Where the running server is reached, for commands that print links beside it. */
export async function writePublicUrl(folder: string, url: string): Promise<void> {
  // With PostgreSQL nobody has made the folder.
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFile(fileOf(folder), `${url}\n`)
}

/** The address the server had when it last started, or undefined when it never has. */
export const readPublicUrl = (folder: string): Promise<string | undefined> =>
  readFile(fileOf(folder), 'utf8').then(
    (text) => text.trim(),
    () => undefined,
  )

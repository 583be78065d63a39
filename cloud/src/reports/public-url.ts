import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const fileOf = (folder: string) => join(folder, 'public-url')

/** Where the running server is reached, for commands that print links beside it. */
export const writePublicUrl = (folder: string, url: string): Promise<void> => writeFile(fileOf(folder), `${url}\n`)

/** The address the server had when it last started, or undefined when it never has. */
export const readPublicUrl = (folder: string): Promise<string | undefined> =>
  readFile(fileOf(folder), 'utf8').then(
    (text) => text.trim(),
    () => undefined,
  )

import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The addresses of the site that runs on this folder: a taken port may have moved. Empty when none runs. */
export function runningAddresses(dataDirectory: string): Record<string, string> {
  try {
    return JSON.parse(readFileSync(join(dataDirectory, 'ready.json'), 'utf8')).addresses
  } catch {
    return {}
  }
}

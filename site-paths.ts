import { join } from 'node:path'

/** Tells scripts the addresses, once all is up. */
export const readyPath = (dataDirectory: string): string => join(dataDirectory, 'ready.json')

/** Names and passwords made at the first start, until their owner deletes the file. */
export const firstAccountsPath = (dataDirectory: string): string => join(dataDirectory, 'first-accounts.json')

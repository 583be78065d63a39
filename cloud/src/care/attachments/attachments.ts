import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TicketAttachment } from '@larder/contracts/ticket'
import type { Database } from '../../database/open.ts'
import { notFound, Refusal } from '../../http/refusal.ts'
import { settledLongAgo } from '../retention.ts'
import { goingOn, lockTicket } from '../ticket-rows.ts'
import type { Tickets } from '../tickets.ts'
import { BadFile } from './byte-source.ts'
import { type CleanFile, cleanFile } from './clean-file.ts'

export const maxFileBytes = 8_000_000
const maxPerTicket = 10

export interface AttachmentSources {
  database: Database
  tickets: Tickets
  /** Where the bytes lie, each file under its id. */
  folder: string
  now(): number
}

/** Photos and documents of tickets: checked by content, cleaned, and gone when their time is over. */
export class Attachments {
  readonly #sources: AttachmentSources
  /** Ids whose row is not written yet. */
  readonly #writing = new Set<string>()

  constructor(sources: AttachmentSources) {
    this.#sources = sources
  }

  /** Rejects with 422 what is no photo or document, with 409 what a ticket has no room for or holds already closed. */
  async add(ticket: string, bytes: Uint8Array, by: string): Promise<TicketAttachment> {
    const { database, tickets, now } = this.#sources
    const file = cleaned(bytes)
    const sha256 = createHash('sha256').update(file.bytes).digest('hex')
    const attachment = { id: randomUUID(), mime: file.mime, bytes: file.bytes.length, by, atMs: now() }
    this.#writing.add(attachment.id)
    try {
      // The file first: a row never names what is not there. A file without a row is swept away.
      await this.#write(attachment.id, file.bytes)
      return await database.transaction().execute(async (transaction) => {
        const row = await lockTicket(transaction, await goingOn(transaction, ticket))
        if (row.state === 'closed')
          throw new Refusal(409, 'closed', 'the ticket is closed: a new matter needs a new one')
        const held = await transaction
          .selectFrom('ticketAttachment')
          .select(['id', 'mime', 'bytes', 'by', 'atMs', 'sha256'])
          .where('ticket', '=', row.id)
          .execute()
        const same = held.find((one) => one.sha256 === sha256)
        if (same !== undefined) {
          await this.#remove(attachment.id)
          const { sha256: _sha256, ...known } = same
          return known
        }
        if (held.length >= maxPerTicket) {
          throw new Refusal(409, 'too-many-files', `a ticket holds ${maxPerTicket} files: describe the rest in words`)
        }
        await transaction
          .insertInto('ticketAttachment')
          .values({ ...attachment, ticket: row.id, sha256 })
          .execute()
        await tickets.recordWithin(transaction, row.id, { action: 'attached', by, note: attachment.mime })
        return attachment
      })
    } catch (error) {
      await this.#remove(attachment.id)
      throw error
    } finally {
      this.#writing.delete(attachment.id)
    }
  }

  async read(ticket: string, id: string): Promise<{ attachment: TicketAttachment; bytes: Buffer }> {
    const { attachments } = await this.#sources.tickets.get(ticket)
    const attachment = attachments.find((one) => one.id === id)
    if (attachment === undefined) throw notFound(`attachment ${id} of ticket ${ticket}`)
    return { attachment, bytes: await readFile(join(this.#sources.folder, attachment.id)) }
  }

  /** Erases what is over: with the contacts, ninety days after the ticket was closed; and files that no row names. */
  async keepTime(): Promise<void> {
    const { database, folder, now } = this.#sources
    await database.deleteFrom('ticketAttachment').where('ticket', 'in', settledLongAgo(now())).execute()
    const busy = new Set(this.#writing)
    const files = await readdir(folder).catch(() => [])
    const rows = await database.selectFrom('ticketAttachment').select('id').execute()
    const kept = new Set([...busy, ...rows.map(({ id }) => id)])
    for (const file of files) if (!kept.has(file)) await this.#remove(file)
  }

  async #write(id: string, bytes: Uint8Array): Promise<void> {
    const { folder } = this.#sources
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await writeFile(join(folder, id), bytes, { mode: 0o600, flag: 'wx' })
  }

  #remove(id: string): Promise<void> {
    return rm(join(this.#sources.folder, id), { force: true })
  }
}

function cleaned(bytes: Uint8Array): CleanFile {
  if (bytes.length > maxFileBytes)
    throw new Refusal(413, 'too-large', `a file may have ${maxFileBytes / 1e6} MB at most`)
  try {
    return cleanFile(bytes)
  } catch (error) {
    if (error instanceof BadFile) throw new Refusal(422, 'bad-file', error.message)
    throw error
  }
}

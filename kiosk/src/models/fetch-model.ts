import { createHash } from 'node:crypto'
import { createReadStream, existsSync, mkdirSync, rmSync, statSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import type { PublishedModel } from './official-models.ts'
import { unpackModel } from './unpack-model.ts'

export interface FetchOptions {
  /** Where models are kept; the model becomes a subfolder of its name. */
  folder: string
  /** The address that the ZIP's name is put behind, with a slash at its end. */
  from: string
  onProgress(gotBytes: number): void
}

/** A server that says nothing for so long is gone. */
const silentMs = 30_000

/**
 * Fetches a model, going on where an earlier try stopped, checks size and SHA-256, and unpacks it. Nothing half-done is
 * ever taken for a model: it appears under its name at the very end.
 */
export async function fetchModel(model: PublishedModel, { folder, from, onProgress }: FetchOptions): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const part = join(folder, `.${model.name}.zip.part`)
  // A longer file can only be another one.
  if (existsSync(part) && statSync(part).size > model.bytes) rmSync(part)
  const got = existsSync(part) ? statSync(part).size : 0
  if (got < model.bytes) await download(model, new URL(`${model.name}.zip`, from), part, got, onProgress)
  const { size } = statSync(part)
  if (size < model.bytes) {
    throw new Error(`${model.name}: the connection ended after ${size} of ${model.bytes} bytes; run it again to go on`)
  }
  const sha256 = await hashOf(part)
  if (size > model.bytes || sha256 !== model.sha256) {
    rmSync(part)
    throw new Error(
      `${model.name}: what came is not the file we know (SHA-256 ${sha256}, expected ${model.sha256}); it was removed, run it again`,
    )
  }
  await unpackModel(part, folder, model.name)
  rmSync(part)
}

async function download(
  { name, bytes }: PublishedModel,
  url: URL,
  part: string,
  got: number,
  onProgress: (gotBytes: number) => void,
): Promise<void> {
  const stop = new AbortController()
  const patience = setTimeout(() => stop.abort(new Error(`nothing came for ${silentMs / 1000} s`)), silentMs)
  try {
    const headers: Record<string, string> = got > 0 ? { range: `bytes=${got}-` } : {}
    const response = await fetch(url, { headers, signal: stop.signal })
    if (!response.ok || response.body === null) throw new Error(`the server answered ${response.status}`)
    // A server that knows no ranges sends the file from its start.
    const from = response.status === 206 ? got : 0
    const file = await open(part, from === 0 ? 'w' : 'a')
    try {
      await save(response.body, file, from, bytes, (all) => {
        patience.refresh()
        onProgress(all)
      })
    } finally {
      await file.close()
    }
  } catch (error) {
    const { message, cause } = error as Error
    const reason = cause instanceof Error ? cause.message : message
    throw new Error(`${name}: could not be fetched from ${url.origin} (${reason})`, { cause: error })
  } finally {
    clearTimeout(patience)
  }
}

async function save(
  body: ReadableStream<Uint8Array>,
  file: FileHandle,
  from: number,
  bytes: number,
  onProgress: (gotBytes: number) => void,
): Promise<void> {
  let all = from
  for await (const piece of body) {
    await file.write(piece)
    all += piece.length
    onProgress(all)
    // No more than the file we know, whatever the server goes on to send.
    if (all > bytes) return
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer)
  return hash.digest('hex')
}

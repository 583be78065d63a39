import type { FastifyRequest } from 'fastify'
import { Refusal } from './refusal.ts'

/** PostgreSQL keeps no NUL character in a text, and nobody types one: refused at the door, for either database. */
export async function refuseNul({ params, query, body }: FastifyRequest): Promise<void> {
  const field = nulIn(params) ?? nulIn(query) ?? nulIn(body)
  if (field === undefined) return
  const message = 'holds a NUL character (U+0000): leave it out'
  throw new Refusal(400, 'invalid', `${field || 'the request'}: ${message}`, { fields: [{ field, message }] })
}

/** The path of the first text with a NUL. Not recursive: a body may be nested as deeply as it is long. */
function nulIn(value: unknown): string | undefined {
  const left: [path: string, value: unknown][] = [['', value]]
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const [path, one] = next
    if (typeof one === 'string' && one.includes('\0')) return path
    // A photo is full of them, and is no text.
    if (typeof one !== 'object' || one === null || one instanceof Uint8Array) continue
    for (const [key, inner] of Object.entries(one)) {
      if (key.includes('\0')) return path
      left.push([path === '' ? key : `${path}.${key}`, inner])
    }
  }
  return undefined
}

import { z } from 'zod'
import { notFound } from '../http/refusal.ts'
import type { Links, Subject } from './links.ts'

/** What a public link opens; rejects with 404 when there is no such link and with 410 when its time is over. */
export async function opened(links: Links, token: string): Promise<{ subject: Subject; endsAtMs: number | null }> {
  const found = await links.open(token)
  if (found === undefined) throw notFound('report with this link')
  return found
}

export const byToken = z.object({ token: z.string().max(100) })

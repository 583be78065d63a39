import { z } from 'zod'
import type { App } from '../http/app.ts'
import type { AuditLog } from './audit-log.ts'

const word = z.string().min(1).max(200).optional()
const querystring = z.object({
  subjectKind: word,
  subject: word,
  by: word,
  action: word,
  beforeOrdinal: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
})

export function auditRoutes(api: App, { audit }: { audit: AuditLog }): void {
  const tags = ['audit']
  const config = { access: 'manager' } as const
  api.get('/audit', { config, schema: { tags, querystring } }, (request) => audit.entries(request.query))
  api.get('/audit/verdict', { config, schema: { tags } }, () => audit.verify())
}

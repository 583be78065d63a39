import { recordId } from '@larder/contracts/product'
import { z } from 'zod'
import type { App } from '../http/app.ts'
import type { Lives } from './lives.ts'

const params = z.object({ kind: z.enum(['lot', 'consignment', 'order']), id: recordId })

export function lifeRoutes(api: App, { lives }: { lives: Lives }): void {
  api.get('/life/:kind/:id', { schema: { tags: ['reports'], params } }, (request) => lives.of(request.params))
}

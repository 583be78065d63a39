import type { LotGraphView } from '@larder/contracts/lot-graph'
import { recordId } from '@larder/contracts/product'
import { z } from 'zod'
import type { App } from '../http/app.ts'
import { notFound } from '../http/refusal.ts'
import type { Records } from '../records/records.ts'
import type { LotGraph } from './graph.ts'

const params = z.object({ id: recordId })

export interface LotServices {
  lotGraph: LotGraph
  records: Records
}

export function lotRoutes(api: App, { lotGraph, records }: LotServices): void {
  const schema = { tags: ['lots'], params }
  const known = async (id: string): Promise<string> => {
    if ((await records.find('lots', id)) === undefined) throw notFound(`lot ${id}`)
    return id
  }
  api.get(
    '/lots/:id/backward',
    { schema },
    async (request): Promise<LotGraphView> => lotGraph.backward(await known(request.params.id)),
  )
  api.get(
    '/lots/:id/forward',
    { schema },
    async (request): Promise<LotGraphView> => lotGraph.forward(await known(request.params.id)),
  )
}

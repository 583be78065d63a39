import { parentPort } from 'node:worker_threads'
import type { DrawPdf } from '../reports/report-files.ts'
import { drawReport } from './draw-report.ts'

export interface DrawRequest {
  id: number
  arguments: Parameters<DrawPdf>
}
export type DrawAnswer = { id: number } & ({ pdf: Uint8Array } | { failure: string })

parentPort?.on('message', ({ id, arguments: given }: DrawRequest) => {
  drawReport(...given).then(
    (pdf) => parentPort?.postMessage({ id, pdf } satisfies DrawAnswer),
    (error: unknown) => {
      const failure = error instanceof Error ? (error.stack ?? error.message) : String(error)
      parentPort?.postMessage({ id, failure } satisfies DrawAnswer)
    },
  )
})

import { buildApi } from './api.ts'
import type { Services } from './services.ts'

/** The API's OpenAPI 3.1 document. Routes touch their services only when they are called, so none are needed. */
export async function openApiDocument(): Promise<object> {
  const app = await buildApi({ log: () => {} } as unknown as Services)
  const document = app.swagger()
  await app.close()
  return document
}

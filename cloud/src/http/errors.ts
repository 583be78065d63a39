import type { FastifyInstance } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { Refusal } from './refusal.ts'

/** Every refusal has the body of contracts' ApiError. What we did not foresee is logged and never shown. */
export function handleErrors(app: Pick<FastifyInstance, 'setErrorHandler'>, log: (line: string) => void): void {
  app.setErrorHandler((error, request, reply) => {
    const refusal = refusalOf(error)
    if (refusal.status >= 500) log(`${request.method} ${request.routeOptions.url ?? '?'}: ${describe(error)}`)
    if (refusal.retryAfterSeconds !== undefined) void reply.header('retry-after', refusal.retryAfterSeconds)
    return reply.code(refusal.status).send(refusal.body())
  })
}

const codes: Record<number, string> = { 400: 'invalid', 404: 'not-found', 413: 'too-large', 415: 'wrong-content-type' }

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  if (hasZodFastifySchemaValidationErrors(error)) {
    const fields = error.validation.map(({ instancePath, message }) => ({
      field: instancePath.slice(1).replaceAll('/', '.'),
      message: message ?? 'is not valid',
    }))
    const [first] = fields
    return new Refusal(400, 'invalid', `${first?.field || 'the request'}: ${first?.message}`, { fields })
  }
  // Fastify's own refusals (a body too large, no JSON) carry a status below 500 and a message meant for the sender.
  if (isClientError(error)) return new Refusal(error.statusCode, codes[error.statusCode] ?? 'invalid', error.message)
  return new Refusal(500, 'internal', 'something went wrong here; it has been written to the log')
}

const isClientError = (error: unknown): error is { statusCode: number; message: string } =>
  error instanceof Error &&
  'statusCode' in error &&
  typeof error.statusCode === 'number' &&
  error.statusCode >= 400 &&
  error.statusCode < 500

const describe = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error))

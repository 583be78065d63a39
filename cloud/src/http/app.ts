import type { IncomingMessage, ServerResponse } from 'node:http'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type RawServerDefault } from 'fastify'
import { validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import { contentSecurityPolicy } from './content-security.ts'
import { handleErrors } from './errors.ts'
import { refuseNul } from './nul.ts'
import { openApiOperation } from './openapi-operation.ts'
import { Refusal } from './refusal.ts'

export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse<IncomingMessage>,
  FastifyBaseLogger,
  ZodTypeProvider
>

export interface AppOptions {
  tileUrl: string | undefined
  log(line: string): void
}

const bodyBytes = 256_000
const requestsPerMinute = 3000

const unused = (): never => {
  throw new Error('a compiler of Fastify was asked for')
}

/** Fastify as every route here expects it: schemas from contracts, safe headers, limits, errors with one body. */
export async function createApp({ tileUrl, log }: AppOptions): Promise<App> {
  const app: App = Fastify({
    bodyLimit: bodyBytes,
    requestTimeout: 30_000,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 250 },
    // The compilers are set below; without this Fastify loads its own two beside them.
    schemaController: { compilersFactory: { buildValidator: unused, buildSerializer: unused } },
  }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  // Answers are built from parsed data and typed by the compiler: they are not checked a second time.
  app.setSerializerCompiler(() => JSON.stringify)
  handleErrors(app, log)
  app.removeContentTypeParser('text/plain')
  app.addHook('preValidation', refuseNul)
  await app.register(cookie)
  // A report is 71 kB of JSON and 14 kB gzipped. Pages lie compressed already; an event stream must not wait for a block.
  await app.register(compress, { encodings: ['gzip'], threshold: 1024, customTypes: /^application\/(ld\+)?json/ })
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: contentSecurityPolicy(tileUrl) },
    // The site's certificate is its own: with HSTS a browser would not let staff accept it.
    strictTransportSecurity: false,
  })
  await app.register(rateLimit, {
    max: requestsPerMinute,
    timeWindow: '1 minute',
    errorResponseBuilder: (_request, { ttl }) => {
      const retryAfterSeconds = Math.ceil(ttl / 1000)
      const message = `too many requests: wait ${retryAfterSeconds} s`
      return new Refusal(429, 'too-many-requests', message, { retryAfterSeconds })
    },
  })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Larder', version: '1', description: 'Alerts, records, telemetry and trace reports of a site.' },
      components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: '__Host-larder' } } },
    },
    transform: openApiOperation,
  })
  return app
}

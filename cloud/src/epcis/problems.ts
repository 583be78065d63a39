import type { FastifyInstance } from 'fastify'
import { Refusal } from '../http/refusal.ts'
import { ParameterFault } from './conditions.ts'
import { TooManyEvents } from './event-search.ts'
import { DocumentFault, type Fault, say } from './fault.ts'

/** RFC 7807, with the exceptions of EPCIS 2.0 (§12, `epcisException:`). */
export interface Problem {
  type: string
  title: string
  status: number
  detail: string
}

const titles = {
  ValidationException: 'This is no valid EPCIS 2.0',
  CaptureLimitExceededException: 'This is more than one capture may bring',
  ResourceAlreadyExistsException: 'There is another event with this id',
  QueryParameterException: 'A query parameter is not understood',
  QueryTooLargeException: 'The answer would be too large',
  NoSuchResourceException: 'There is no such resource',
  SecurityException: 'This is not allowed',
  NotAcceptableException: 'This version is not spoken here',
  UnsupportedMediaTypeException: 'Send JSON or JSON-LD',
  URITooLongException: 'The address is too long',
  ImplementationException: 'Something went wrong here',
} as const
export type Exception = keyof typeof titles

export const problem = (exception: Exception, status: number, detail: string): Problem => ({
  type: `epcisException:${exception}`,
  title: titles[exception],
  status,
  detail,
})

export const faultProblem = (fault: Fault): Problem => problem('ValidationException', 400, say(fault))

/** A problem to be answered with. */
export class EpcisException extends Error {
  readonly problem: Problem

  constructor(exception: Exception, status: number, detail: string) {
    super(detail)
    this.problem = problem(exception, status, detail)
  }
}

const byStatus: Record<number, Exception> = {
  401: 'SecurityException',
  403: 'SecurityException',
  404: 'NoSuchResourceException',
  406: 'NotAcceptableException',
  413: 'CaptureLimitExceededException',
  414: 'URITooLongException',
  415: 'UnsupportedMediaTypeException',
}

/** Every refusal of the EPCIS routes is a problem document; what we did not foresee is logged and never shown. */
export function answerProblems(scope: Pick<FastifyInstance, 'setErrorHandler'>, log: (line: string) => void): void {
  scope.setErrorHandler((error, request, reply) => {
    const told = problemOf(error)
    if (told.status >= 500 && !(error instanceof Refusal))
      log(`${request.method} ${request.routeOptions.url}: ${error}`)
    if (error instanceof Refusal && error.retryAfterSeconds !== undefined) {
      void reply.header('retry-after', error.retryAfterSeconds)
    }
    return reply.code(told.status).type('application/problem+json').send(JSON.stringify(told))
  })
}

function problemOf(error: unknown): Problem {
  if (error instanceof EpcisException) return error.problem
  if (error instanceof DocumentFault) {
    return error.isTooMuch ? problem('CaptureLimitExceededException', 413, error.message) : faultProblem(error.fault)
  }
  if (error instanceof ParameterFault) return problem('QueryParameterException', 400, error.message)
  if (error instanceof TooManyEvents) {
    return problem('QueryTooLargeException', 413, 'more events match than maxEventCount allows: narrow the query')
  }
  if (error instanceof Refusal) {
    return problem(byStatus[error.status] ?? 'ImplementationException', error.status, error.message)
  }
  const { statusCode, message } = error as { statusCode?: number; message?: string }
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return problem(byStatus[statusCode] ?? 'ValidationException', statusCode, message ?? '')
  }
  return problem('ImplementationException', 500, 'it has been written to the log')
}

import {
  healthConversation,
  healthListQuery,
  healthQuery,
  healthQuestions,
  serviceHealth,
} from '@larder/contracts/service-health'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import type { App } from '../http/app.ts'
import { conversationsCsv, figuresCsv } from './health-csv.ts'
import type { ServiceHealthBoard } from './service-health.ts'

const asFile = (reply: FastifyReply, name: string, fromMs: number, untilMs: number): FastifyReply => {
  const day = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10)
  const file = `${name}-${day(fromMs)}-${day(untilMs - 1)}.csv`
  return reply.header('content-disposition', `attachment; filename="${file}"`).type('text/csv; charset=utf-8')
}

/** The service health board. */
export function serviceHealthRoutes(api: App, services: { serviceHealth: ServiceHealthBoard }): void {
  const tags = ['service health']
  const figures = { tags, querystring: healthQuery }
  const list = { tags, querystring: healthListQuery }
  api.get('/service-health', { schema: { ...figures, response: { 200: serviceHealth } } }, (request) =>
    services.serviceHealth.figures(request.query),
  )
  api.get('/service-health/questions', { schema: { ...figures, response: { 200: healthQuestions } } }, (request) =>
    services.serviceHealth.questions(request.query),
  )
  api.get('/service-health/figures.csv', { schema: figures }, async (request, reply) => {
    const { fromMs, untilMs } = request.query
    const text = figuresCsv(await services.serviceHealth.figures(request.query))
    return asFile(reply, 'service-health', fromMs, untilMs).send(text)
  })
  api.get(
    '/service-health/conversations',
    { schema: { ...list, response: { 200: z.array(healthConversation) } } },
    (request) => services.serviceHealth.conversations(request.query),
  )
  api.get('/service-health/conversations.csv', { schema: list }, async (request, reply) => {
    const { fromMs, untilMs } = request.query
    const text = conversationsCsv(await services.serviceHealth.conversations(request.query))
    return asFile(reply, 'conversations', fromMs, untilMs).send(text)
  })
}

import { articleId } from '@larder/contracts/article'
import {
  articleDetail,
  articleInput,
  articleView,
  draftInput,
  lineReviewInput,
  mindView,
  publishInput,
  publishOutcome,
  reviewInput,
  submitInput,
  suggestion,
  trainingLine,
  tried,
  tryInput,
  unansweredGroup,
  unansweredInput,
} from '@larder/contracts/knowledge'
import { language } from '@larder/contracts/language'
import { z } from 'zod'
import type { App } from '../http/app.ts'
import { signedIn } from '../http/guard.ts'
import type { Knowledge } from './knowledge.ts'

const params = z.object({ id: articleId })
const lineParams = z.object({ id: z.string().min(1).max(40) })
const suggestionsQuery = z.object({ text: z.string().trim().min(1).max(400), language })

/** Staff and agents draft; a manager who did not write it reviews; a manager publishes. */
export function knowledgeRoutes(api: App, { knowledge }: { knowledge: Knowledge }): void {
  const tags = ['knowledge']
  const manager = { access: 'manager' } as const
  const one = { tags, params, response: { 200: articleDetail } }

  api.get('/knowledge/articles', { schema: { tags, response: { 200: z.array(articleView) } } }, () =>
    knowledge.articles.list(),
  )
  api.post(
    '/knowledge/articles',
    { schema: { tags, body: articleInput, response: { 201: articleDetail } } },
    async (request, reply) => {
      await knowledge.create(request.body, signedIn(request).name)
      return reply.code(201).send(await knowledge.articles.detail(request.body.id))
    },
  )
  api.get('/knowledge/articles/:id', { schema: one }, (request) => knowledge.articles.detail(request.params.id))
  api.post('/knowledge/articles/:id/draft', { schema: { ...one, body: draftInput } }, async (request) => {
    const { text, ...seen } = request.body
    await knowledge.articles.save(request.params.id, seen, text, signedIn(request).name)
    return knowledge.articles.detail(request.params.id)
  })
  api.post('/knowledge/articles/:id/submit', { schema: { ...one, body: submitInput } }, async (request) => {
    await knowledge.articles.submit(request.params.id, request.body, signedIn(request).name)
    return knowledge.articles.detail(request.params.id)
  })
  api.post(
    '/knowledge/articles/:id/review',
    { config: manager, schema: { ...one, body: reviewInput } },
    async (request) => {
      await knowledge.articles.review(request.params.id, request.body, signedIn(request).name)
      return knowledge.articles.detail(request.params.id)
    },
  )

  api.get('/knowledge/mind', { schema: { tags, response: { 200: mindView } } }, () => knowledge.mind())
  api.post(
    '/knowledge/publish',
    { config: manager, schema: { tags, body: publishInput, response: { 200: publishOutcome } } },
    (request) => knowledge.publishing.publish(request.body, signedIn(request).name),
  )
  api.post('/knowledge/try', { schema: { tags, body: tryInput, response: { 200: tried } } }, (request) =>
    knowledge.trying.try(request.body.text, request.body.language),
  )
  api.get(
    '/knowledge/suggestions',
    { schema: { tags, querystring: suggestionsQuery, response: { 200: z.array(suggestion) } } },
    (request) => knowledge.suggestions.find(request.query.text, request.query.language),
  )

  api.get('/knowledge/unanswered', { schema: { tags, response: { 200: z.array(unansweredGroup) } } }, () =>
    knowledge.unanswered.groups(),
  )
  api.post(
    '/knowledge/unanswered/decide',
    { schema: { tags, body: unansweredInput, response: { 200: z.array(unansweredGroup) } } },
    async (request) => {
      await knowledge.unanswered.decide(request.body.keys, request.body.decision, signedIn(request).name)
      return knowledge.unanswered.groups()
    },
  )
  api.get('/knowledge/lines', { schema: { tags, response: { 200: z.array(trainingLine) } } }, () =>
    knowledge.unanswered.lines(),
  )
  api.post(
    '/knowledge/lines/:id/review',
    {
      config: manager,
      schema: { tags, params: lineParams, body: lineReviewInput, response: { 200: z.array(trainingLine) } },
    },
    async (request) => {
      await knowledge.unanswered.review(request.params.id, request.body.approve, signedIn(request).name)
      return knowledge.unanswered.lines()
    },
  )
}

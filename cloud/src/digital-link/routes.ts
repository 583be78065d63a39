import { recordId } from '@larder/contracts/product'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Database } from '../database/open.ts'
import type { App } from '../http/app.ts'
import { notFound, Refusal } from '../http/refusal.ts'
import type { Recalls } from '../recalls/recalls.ts'
import type { Records } from '../records/records.ts'
import type { Links } from '../reports/links.ts'
import { type DigitalLink, digitalLink, digitalLinkOf } from './digital-link.ts'
import { hasLinkType, linkset, type Target } from './linkset.ts'
import { page, styleSheet } from './not-found-page.ts'

export interface ResolverServices {
  database: Database
  records: Records
  links: Links
  recalls: Recalls
}

type Parts = { gtin: string; lot?: string; serial?: string }
const rateLimit = { max: 120, timeWindow: '1 minute' }

/** The resolver: a pack's code leads to its lot's report. It stands at the root, where GS1's syntax wants it. */
export function resolverRoutes(app: App, services: ResolverServices): void {
  const config = { rateLimit }
  for (const path of ['/01/:gtin', '/01/:gtin/10/:lot', '/01/:gtin/10/:lot/21/:serial', '/01/:gtin/21/:serial']) {
    app.get(path, { config, schema: { hide: true } }, async (request, reply) => {
      try {
        return await resolve(services, request, reply)
      } catch (error) {
        if (!(error instanceof Refusal) || !wantsPage(request)) throw error
        const title =
          error.status === 404
            ? { zh: '没有找到这个编码', en: 'This code was not found' }
            : { zh: '这个编码有误', en: 'There is a mistake in this code' }
        return reply
          .code(error.status)
          .type('text/html')
          .header('cache-control', 'no-store')
          .send(page(title, error.message))
      }
    })
  }
  app.get('/digital-link.css', { schema: { hide: true } }, (_request, reply) =>
    reply.type('text/css').header('cache-control', 'public, max-age=86400').send(styleSheet),
  )
}

const wantsPage = ({ headers }: FastifyRequest): boolean => headers.accept?.includes('text/html') === true

async function resolve(services: ResolverServices, request: FastifyRequest, reply: FastifyReply) {
  const query = request.query as Record<string, string | undefined>
  const link = digitalLink(request.params as Parts, query['17'])
  const target = await targetOf(services, link)
  void reply.header('link', `<${target.anchor}>; rel="linkset"; type="application/linkset+json"`)
  void reply.header('vary', 'accept').header('cache-control', 'no-store')
  const { linkType } = query
  if (linkType === 'all' || linkType === 'linkset' || request.headers.accept?.includes('application/linkset+json')) {
    return reply.type('application/linkset+json').send(JSON.stringify(linkset(target)))
  }
  if (linkType !== undefined && !hasLinkType(linkType, target)) throw notFound(`link of the type ${linkType}`)
  return reply.redirect(target.report, 307)
}

async function targetOf(
  { database, records, links, recalls }: ResolverServices,
  { gtin, lot: id, serial }: DigitalLink,
): Promise<Target> {
  if (id === undefined) {
    const product = await database.selectFrom('product').select('id').where('gtin', '=', gtin).executeTakeFirst()
    if (product === undefined) throw notFound(`product with the GTIN ${gtin} here`)
    const missing = serial === undefined ? 'this code names no lot' : 'single pieces are not on record here'
    throw new Refusal(404, 'not-found', `${missing}: scan the code that names the lot (10)`)
  }
  const lot = await records.find('lots', id)
  const product = lot && (await records.find('products', lot.product))
  if (lot === undefined || product?.gtin !== gtin) throw notFound(`lot ${id} of the product ${gtin} here`)
  const { url } = await links.create({ kind: 'lot', id })
  return {
    anchor: digitalLinkOf(links.publicUrl ?? '', gtin, id, null),
    report: url,
    name: { zh: product.nameZh, en: product.nameEn },
    recalled: (await recalls.ofLot(id)) !== null,
  }
}

/** For whoever prints packs: the address of a lot's code, and the code itself. */
export function digitalLinkRoutes(api: App, services: ResolverServices): void {
  const tags = ['reports']
  const params = z.object({ lot: recordId })
  const addressOf = async (id: string): Promise<string> => {
    const { records, links } = services
    const lot = await records.find('lots', id)
    if (lot === undefined) throw notFound(`lot ${id}`)
    const product = await records.find('products', lot.product)
    if (product?.gtin === undefined) {
      throw new Refusal(
        409,
        'no-gtin',
        `the product ${lot.product} has no GTIN: give it one, or print the report’s own link`,
      )
    }
    if (id.length > 20) throw new Refusal(409, 'too-long', 'a lot in a Digital Link has 20 characters at most')
    return digitalLinkOf(links.publicUrl ?? '', product.gtin, id, lot.useByMs)
  }
  api.get('/digital-links/:lot', { schema: { tags, params } }, async ({ params: { lot } }) => ({
    url: await addressOf(lot),
  }))
  api.get('/digital-links/:lot/qr.svg', { schema: { tags, params } }, async ({ params: { lot } }, reply) => {
    const url = await addressOf(lot)
    const { renderSVG } = await import('uqr')
    return reply.type('image/svg+xml').send(renderSVG(url, { ecc: 'M', border: 4 }))
  })
}

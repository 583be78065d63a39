import type { ReportChanges, SignedVersion, Verification, VersionContent } from '@larder/contracts/report-version'
import { shareInput } from '@larder/contracts/report-version'
import { z } from 'zod'
import type { App } from '../http/app.ts'
import { notFound } from '../http/refusal.ts'
import { reportChanges } from './changes.ts'
import type { Links, Subject } from './links.ts'
import { byToken, opened } from './opened.ts'
import type { ReportFiles } from './report-files.ts'
import type { Reports } from './reports.ts'
import { isSigned, type Signer } from './signing.ts'
import type { KeptVersion, ReportVersions } from './versions.ts'

const dayMs = 86_400_000
const listed = 100
const versionNumber = z.coerce.number().int().min(1).max(1_000_000)
const hex = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 has 64 hexadecimal digits')

export interface VersionServices {
  reports: Reports
  links: Links
  versions: ReportVersions
  files: ReportFiles
  signer: Signer
  now(): number
}

/** Versions of a report: what changed, who signed it, its PDF, and links to pass on. */
export function versionRoutes(api: App, { reports, links, versions, files, signer, now }: VersionServices): void {
  const tags = ['reports']
  const open = { access: 'public', rateLimit: { max: 120, timeWindow: '1 minute' } } as const
  const few = { access: 'public', rateLimit: { max: 10, timeWindow: '1 minute' } } as const

  const kept = async (subject: Subject, version: number): Promise<KeptVersion> => {
    const found = await versions.find(subject, version)
    if (found === undefined) throw notFound(`version ${version} of this report`)
    return found
  }

  api.get('/public/reports/:token/versions', { config: open, schema: { tags, params: byToken } }, async (request) =>
    versions.list((await opened(links, request.params.token)).subject, listed),
  )

  const since = z.object({ since: versionNumber })
  api.get(
    '/public/reports/:token/changes',
    { config: open, schema: { tags, params: byToken, querystring: since } },
    async (request): Promise<ReportChanges> => {
      const { subject } = await opened(links, request.params.token)
      const { version } = await reports.get(subject)
      const [before, after] = await Promise.all([kept(subject, request.query.since), kept(subject, version)])
      const changes = reportChanges(contentOf(before), contentOf(after), after.createdAtMs - before.createdAtMs)
      return { since: before.version, version, changes }
    },
  )

  const asked = z.object({ version: versionNumber.optional() })
  api.get(
    '/public/reports/:token/signed.json',
    { config: open, schema: { tags, params: byToken, querystring: asked } },
    async (request, reply) => {
      const { subject } = await opened(links, request.params.token)
      const version = request.query.version ?? (await reports.get(subject)).version
      const document = signedVersion(await kept(subject, version), signer)
      return reply
        .header('content-disposition', `attachment; filename="${fileName(subject, version)}.json"`)
        .send(document)
    },
  )

  const inLanguage = z.object({ language: z.enum(['zh', 'en']).default('en') })
  api.get(
    '/public/reports/:token/report.pdf',
    { config: few, schema: { tags, params: byToken, querystring: inLanguage } },
    async (request, reply) => {
      const { subject } = await opened(links, request.params.token)
      const report = await reports.get(subject)
      const pdf = await files.pdf(report, request.query.language)
      const name = fileName(subject, report.version)
      return reply.type('application/pdf').header('content-disposition', `inline; filename="${name}.pdf"`).send(pdf)
    },
  )

  api.post(
    '/public/reports/:token/shares',
    { config: few, schema: { tags, params: byToken, body: shareInput } },
    async (request) => {
      const { subject, endsAtMs } = await opened(links, request.params.token)
      // A link that ends cannot be made to last by passing it on.
      const most = endsAtMs === null ? request.body.days : Math.min(request.body.days, (endsAtMs - now()) / dayMs)
      const { url, expiresAtMs } = await links.share(subject, most)
      return { url, expiresAtMs }
    },
  )

  api.get(
    '/public/versions/:hash',
    { config: open, schema: { tags, params: z.object({ hash: hex }) } },
    async (request): Promise<Verification> => {
      const found = await versions.findByHash(request.params.hash)
      if (found === undefined) throw notFound('version with this code')
      return verification(found.kept, found.latest, signer)
    },
  )

  api.get(
    '/public/files/:sha256',
    { config: open, schema: { tags, params: z.object({ sha256: hex }) } },
    async (request) => {
      const found = await files.find(request.params.sha256)
      if (found === undefined) throw notFound('file of ours with these bytes')
      return found
    },
  )
}

const contentOf = ({ content }: KeptVersion): VersionContent => JSON.parse(content) as VersionContent

const fileName = ({ kind, id }: Subject, version: number): string => `larder-${kind}-${id}-version-${version}`

function signedVersion(kept: KeptVersion, { publicKey }: Signer): SignedVersion {
  const { kind, subject: id, version, createdAtMs, contentHash: hash, signature, content } = kept
  return { kind, id, version, createdAtMs, hash, signature, publicKey, content }
}

function verification(kept: KeptVersion, latest: number, signer: Signer): Verification {
  const { content: _, ...statement } = signedVersion(kept, signer)
  const lots = contentOf(kept).lots.map(({ lot, product, verdict }) => ({ id: lot.id, product: product.name, verdict }))
  return { ...statement, latest, valid: isSigned(statement, kept.signature, signer.publicKey), lots }
}

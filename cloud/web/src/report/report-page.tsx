import type { MapTiles } from '@larder/contracts/console'
import { lazy, Suspense, useEffect, useState } from 'react'
import { paths } from '../api.ts'
import { useLanguage } from '../language/report-language.tsx'
import { Icon } from '../look/icon.tsx'
import { recall, remember } from '../remember.ts'
import { useResource } from '../resource.ts'
import { Actions } from './actions.tsx'
import { changesFirst } from './changes-first.ts'
import { ReportBar } from './report-bar.tsx'
import { ReportView } from './report-view.tsx'

const Changes = lazy(() => import('./changes.tsx'))
const Messages = lazy(() => import('./messages.tsx'))

const noTiles: MapTiles = { tileUrl: null, tileAttribution: null }

const seenName = (token: string): string => `seen.${token}`

/** The public page behind a pack's QR code. */
export function ReportPage({ token }: { token: string }) {
  const { t, pick } = useLanguage()
  const { value: report, failure, reload } = useResource(paths.publicReport(token))
  const [seen] = useState(() => Number(recall(seenName(token))) || null)
  const tiles = useResource(paths.settings).value ?? noTiles
  const first = report?.lots[0]
  const product = first === undefined ? '' : pick(first.product.name)
  useEffect(() => {
    document.title = product === '' ? `Larder · ${t('report.title')}` : t('report.page-title', { product })
  }, [product, t])
  useEffect(() => {
    if (report !== undefined) remember(seenName(token), String(report.version))
  }, [token, report])
  const changes = report !== undefined && report.version > 1 && (
    <Suspense>
      <Changes token={token} report={report} seen={seen} />
    </Suspense>
  )
  return (
    <>
      <ReportBar />
      <main className="report-main" aria-busy={report === undefined && failure === undefined}>
        <h1 className={report === undefined ? 'unseen' : 'report-title'}>{t('report.title')}</h1>
        {report !== undefined && changesFirst(report, seen) && changes}
        {report?.subject.kind === 'order' && (
          <Suspense>
            <Messages token={token} />
          </Suspense>
        )}
        {report !== undefined && <ReportView report={report} tiles={tiles} />}
        {report !== undefined && !changesFirst(report, seen) && changes}
        {report !== undefined && <Actions token={token} report={report} />}
        {report === undefined && failure === undefined && <p className="muted center">{t('loading')}</p>}
        {report === undefined && failure !== undefined && <Missing why={whyMissing(failure.status)} onRetry={reload} />}
      </main>
    </>
  )
}

type Why = 'unknown' | 'ended' | 'unreachable'

const whyMissing = (status: number): Why =>
  status === 410 ? 'ended' : status === 404 || status === 400 ? 'unknown' : 'unreachable'

const missingWords = {
  unknown: ['report.missing.title', 'report.missing.text'],
  ended: ['report.ended.title', 'report.ended.text'],
  unreachable: ['failed.title', 'failed.unreachable'],
} as const

function Missing({ why, onRetry }: { why: Why; onRetry: () => void }) {
  const { t } = useLanguage()
  const [title, text] = missingWords[why]
  return (
    <section className="panel missing" role="alert">
      <Icon name={why === 'unreachable' ? 'offline' : why === 'ended' ? 'clock' : 'unknown'} size={44} />
      <h2>{t(title)}</h2>
      <p>{t(text)}</p>
      {why === 'unreachable' && (
        <button type="button" className="button primary" onClick={onRetry}>
          {t('try-again')}
        </button>
      )}
      {why === 'unknown' && <p className="muted">{t('report.missing.note')}</p>}
    </section>
  )
}

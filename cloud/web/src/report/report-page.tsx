import type { MapTiles } from '@larder/contracts/console'
import { useEffect } from 'react'
import { paths } from '../api.ts'
import { useLanguage } from '../language/language.tsx'
import { Icon } from '../look/icon.tsx'
import { Brand, LanguageSwitch, ThemeSwitch } from '../look/switches.tsx'
import { useResource } from '../resource.ts'
import { ReportView } from './report-view.tsx'

const noTiles: MapTiles = { tileUrl: null, tileAttribution: null }

/** The public page behind a pack's QR code. */
export function ReportPage({ token }: { token: string }) {
  const { t, pick } = useLanguage()
  const { value: report, failure, reload } = useResource(paths.publicReport(token))
  const tiles = useResource(paths.settings).value ?? noTiles
  const first = report?.lots[0]
  const product = first === undefined ? '' : pick(first.product.name)
  useEffect(() => {
    document.title = product === '' ? `Larder · ${t('report.title')}` : t('report.page-title', { product })
  }, [product, t])
  return (
    <>
      <header className="report-bar">
        <Brand />
        <span className="report-switches">
          <LanguageSwitch />
          <ThemeSwitch />
        </span>
      </header>
      <main className="report-main" aria-busy={report === undefined && failure === undefined}>
        <h1 className={report === undefined ? 'unseen' : 'report-title'}>{t('report.title')}</h1>
        {report !== undefined && <ReportView report={report} tiles={tiles} />}
        {report === undefined && failure === undefined && <p className="muted center">{t('loading')}</p>}
        {report === undefined && failure !== undefined && (
          <Missing known={failure.status !== 404 && failure.status !== 400} onRetry={reload} />
        )}
        {report !== undefined && (
          <button type="button" className="button print-hidden" onClick={() => window.print()}>
            <Icon name="print" size={18} />
            {t('report.print')}
          </button>
        )}
      </main>
    </>
  )
}

function Missing({ known, onRetry }: { known: boolean; onRetry: () => void }) {
  const { t } = useLanguage()
  return (
    <section className="panel missing" role="alert">
      <Icon name={known ? 'offline' : 'unknown'} size={44} />
      <h2>{t(known ? 'failed.title' : 'report.missing.title')}</h2>
      <p>{t(known ? 'failed.unreachable' : 'report.missing.text')}</p>
      {known ? (
        <button type="button" className="button primary" onClick={onRetry}>
          {t('try-again')}
        </button>
      ) : (
        <p className="muted">{t('report.missing.note')}</p>
      )}
    </section>
  )
}

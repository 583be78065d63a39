import type { MapTiles } from '@larder/contracts/console'
import type { LotTrace, TraceReport } from '@larder/contracts/report'
import { InTimeZone, useLanguage } from '../language/report-language.tsx'
import { Icon } from '../look/icon.tsx'
import { useMedia } from '../media.ts'
import { LotSection } from './lot-section.tsx'
import './report.css'
import { iconOf, toneOf } from './verdict.ts'

interface ReportViewProps {
  report: TraceReport
  tiles: MapTiles
}

/** Never while printing: a sheet of paper is narrow too, and cannot be unfolded. */
const phoneScreen = 'screen and (max-width: 760px)'

/** A whole trace report, told in the store's own time; an order of several lots opens with a summary. */
export function ReportView(props: ReportViewProps) {
  return (
    <InTimeZone timeZone={props.report.timeZone}>
      <Report {...props} />
    </InTimeZone>
  )
}

function Report({ report, tiles }: ReportViewProps) {
  const { t, format } = useLanguage()
  const folded = useMedia(phoneScreen) && report.lots.length > 1
  const key = report.version > 1 ? 'report.version.updated' : 'report.version'
  return (
    <div className="report">
      {report.lots.length !== 1 && <Summary report={report} />}
      {report.lots.map((trace) => (
        <LotSection key={trace.lot.id} trace={trace} tiles={tiles} folded={folded} />
      ))}
      <footer className="report-end">
        <p>{t(key, { version: report.version, at: format.dateTime(report.generatedAtMs) })}</p>
        <p>{t('report.zone', { zone: format.zone })}</p>
        <p>{t('report.privacy')}</p>
      </footer>
    </div>
  )
}

function Summary({ report }: { report: TraceReport }) {
  const { t } = useLanguage()
  return (
    <section className="panel summary">
      <h2>{t('report.order', { id: report.subject.id })}</h2>
      <p className="muted">{t('report.lots', { n: report.lots.length })}</p>
      <ul>
        {report.lots.map((trace) => (
          <SummaryRow key={trace.lot.id} trace={trace} />
        ))}
      </ul>
    </section>
  )
}

function SummaryRow({ trace }: { trace: LotTrace }) {
  const { t, pick } = useLanguage()
  const tone = toneOf(trace)
  return (
    <li>
      <a href={`#lot-${trace.lot.id}`} className={tone}>
        <Icon name={iconOf[tone]} size={22} />
        <span>
          <strong>{pick(trace.product.name)}</strong>
          <small>{t(`advice.${trace.advice}`)}</small>
        </span>
        <span className="summary-word">{t(`verdict.${trace.verdict}.word`)}</span>
      </a>
    </li>
  )
}

import type { Comparison, FootfallReport } from '@larder/contracts/footfall-view'
import { useLanguage } from '../../language/language.tsx'

/** Fewer days say little. */
const fewDays = 3

/** Days against days: last week, rain, offers. */
export function Comparisons({ report: { comparisons } }: { report: FootfallReport }) {
  const { t } = useLanguage()
  const told = comparisons.filter(({ change, kind }) => kind !== 'promotion' || change !== null)
  return (
    <section className="panel">
      <h2>{t('footfall.comparisons')}</h2>
      <ul className="footfall-comparisons">
        {told.map((one) => (
          <Row key={`${one.kind} ${one.group}`} comparison={one} />
        ))}
      </ul>
    </section>
  )
}

function Row({ comparison }: { comparison: Comparison }) {
  const { t, format, pick } = useLanguage()
  const { change, days, kind, meanVisitors, name, otherDays, otherMeanVisitors } = comparison
  const title = name === null ? t(kind === 'week' ? 'footfall.compare.week' : 'footfall.compare.rain') : pick(name)
  if (change === null || meanVisitors === null || otherMeanVisitors === null) {
    return (
      <li>
        <strong>{title}</strong>
        <p className="muted small">
          {t(kind === 'weather' ? 'footfall.compare.no-weather' : 'footfall.compare.no-days')}
        </p>
      </li>
    )
  }
  const figures = { a: format.number(meanVisitors), b: format.number(otherMeanVisitors), n: days, m: otherDays }
  return (
    <li>
      <strong>{title}</strong>
      <span className="footfall-change">
        {change >= 0 ? '+' : '−'}
        {format.number(Math.abs(change) * 100, 1)} %
      </span>
      <p className="muted small">
        {t('footfall.compare.means', figures)}
        {Math.min(days, otherDays) < fewDays && ` ${t('footfall.compare.few')}`}
      </p>
    </li>
  )
}

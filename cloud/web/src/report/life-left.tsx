import type { Life } from '@larder/contracts/report'
import { useLanguage } from '../language/report-language.tsx'

/** Life left as a bar: solid for what is there at worst, hatched up to what may be there, a mark at the likely value. */
export function LifeLeft({ life, useByMs }: { life: Life; useByMs: number | null }) {
  const { t, format } = useLanguage()
  const { low, likely, high } = life.leftDays
  const total = Math.max(life.usedDays.likely + likely, high, 0.1)
  const share = (days: number): string => `${Math.min(100, Math.max(0, (100 * days) / total)).toFixed(1)}%`
  const days = (value: number): string => format.number(Math.max(0, value), 1)
  const tone = likely <= 0 || life.percentLeft <= 10 ? 'critical' : life.percentLeft <= 30 ? 'warning' : 'ok'
  const description = t('life.bar', { likely: days(likely), low: days(low), high: days(high), total: days(total) })
  return (
    <section className={`panel life ${tone}`}>
      <h3>{t('life.title')}</h3>
      {likely <= 0 ? (
        <p className="life-days">{t('life.none')}</p>
      ) : (
        <p className="life-days">
          <strong>{t('life.days', { days: days(likely) })}</strong>
          <span>
            {t('life.range', { low: days(low), high: days(high), celsius: format.celsius(life.storageCelsius) })}
          </span>
        </p>
      )}
      <div className="life-bar" role="img" aria-label={description}>
        <span className="life-sure" style={{ width: share(low) }} />
        <span className="life-maybe" style={{ left: share(low), width: share(high - Math.max(0, low)) }} />
        <span className="life-likely" style={{ left: share(likely) }} />
      </div>
      <p className="life-scale">
        <span>{useByMs === null ? '' : t('life.use-by', { date: format.date(useByMs) })}</span>
        <span>{t('life.used', { days: days(life.usedDays.likely) })}</span>
      </p>
      <p className="muted small">{t('life.note')}</p>
    </section>
  )
}

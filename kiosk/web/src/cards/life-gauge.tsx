import type { LotBrief } from '@larder/contracts/store-copy'
import { useSpeech } from '../language/speech.tsx'
import { allDays, arcBetween } from './gauge.ts'

/** Life left: solid for what is there at worst, hatched up to what may be there, a mark at the likely value. */
export function LifeGauge({ life }: { life: NonNullable<LotBrief['life']> }) {
  const { t, format } = useSpeech()
  const { low, likely, high } = life.leftDays
  const all = allDays(life.leftDays, life.percentLeft)
  const days = (value: number): string => format.number(Math.max(0, value), 1)
  const tone = likely <= 0 || life.percentLeft <= 10 ? 'critical' : life.percentLeft <= 30 ? 'warning' : 'ok'
  const facts = { likely: days(likely), low: days(low), high: days(high), percent: format.number(life.percentLeft) }
  const turn = 180 * Math.min(1, Math.max(0, likely / all))
  return (
    <div className={`gauge ${tone}`} role="img" aria-label={t('trace.gauge', facts)}>
      <svg viewBox="-116 -116 232 130" aria-hidden="true">
        <path className="gauge-track" d={arcBetween(0, 1)} />
        <path className="gauge-maybe" d={arcBetween(low / all, high / all)} />
        <path className="gauge-sure" d={arcBetween(0, low / all)} />
        <path className="gauge-likely" d="M-84 0H-114" transform={`rotate(${turn})`} />
        <text className="gauge-about" x="0" y="-62">
          {t('trace.gauge.left')}
        </text>
        <text className="gauge-days" x="0" y="-16">
          {days(likely)}
        </text>
        <text className="gauge-about" x="0" y="6">
          {t('trace.gauge.days')}
        </text>
      </svg>
      <p>
        {t('trace.gauge.range', { low: days(low), high: days(high), celsius: format.celsius(life.storageCelsius) })}
      </p>
    </div>
  )
}

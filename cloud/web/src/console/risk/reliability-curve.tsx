import type { ReliabilityBin } from '@larder/contracts/risk'
import { useLanguage } from '../../language/language.tsx'

const side = 280
const margin = 38
const ahead = 26

/** What was forecast against what came true, a dot for each tenth of the orders; the diagonal is a perfect forecast. */
export function ReliabilityCurve({ bins }: { bins: readonly ReliabilityBin[] }) {
  const { t, format } = useLanguage()
  const most = Math.max(0.1, ...bins.flatMap(({ predicted, observed }) => [predicted, observed]))
  const top = Math.min(1, Math.ceil(most * 10) / 10)
  const x = (value: number) => margin + (value / top) * (side - margin - ahead)
  const y = (value: number) => side - margin - (value / top) * (side - margin - ahead)
  const ticks = [0, top / 2, top]
  const percent = (value: number) => `${format.number(value * 100)}%`
  return (
    <svg className="risk-curve" viewBox={`0 0 ${side} ${side}`} role="img" aria-label={t('risk.card.reliability')}>
      {ticks.map((tick) => (
        <g key={tick}>
          <line className="chart-grid" x1={x(0)} x2={x(top)} y1={y(tick)} y2={y(tick)} />
          <text className="chart-label" x={margin - 6} y={y(tick) + 4} textAnchor="end">
            {percent(tick)}
          </text>
          <text className="chart-label" x={x(tick)} y={side - margin + 18} textAnchor="middle">
            {percent(tick)}
          </text>
        </g>
      ))}
      <line className="risk-ideal" x1={x(0)} y1={y(0)} x2={x(top)} y2={y(top)} />
      <polyline
        className="risk-line"
        points={bins.map(({ predicted, observed }) => `${x(predicted)},${y(observed)}`).join(' ')}
      />
      {bins.map(({ predicted, observed, cases }) => (
        <circle key={predicted} className="risk-dot" cx={x(predicted)} cy={y(observed)} r={4.5}>
          <title>{`${t('risk.card.predicted')} ${percent(predicted)}, ${t('risk.card.observed')} ${percent(observed)} (${cases})`}</title>
        </circle>
      ))}
      <text className="chart-label" x={x(top / 2)} y={side - 3} textAnchor="middle">
        {t('risk.card.predicted')}
      </text>
      <text className="chart-label" x={margin + 6} y={14}>
        {t('risk.card.observed')}
      </text>
    </svg>
  )
}

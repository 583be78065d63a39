import { useMemo } from 'react'
import { paths } from '../api.ts'
import { extent, runsOf } from '../chart/segments.ts'
import { useLanguage } from '../language/language.tsx'
import { useResource } from '../resource.ts'
import { useNow } from './known.tsx'

const width = 132
const height = 44
const spanMs = 6 * 3_600_000
const renewMs = 60_000

/** Six hours at a glance; the asset's own page has the figures. */
export function Sparkline({ site, asset }: { site: string; asset: string }) {
  const { t } = useLanguage()
  const untilMs = Math.ceil(useNow(renewMs) / renewMs) * renewMs
  const { value } = useResource(paths.history(site, asset, untilMs - spanMs, untilMs, 60))
  const lines = useMemo(() => {
    if (value === undefined) return []
    const { chart } = value
    const series = chart.series.find((one) => one.role === 'product' && one.points.length > 0) ?? chart.series[0]
    if (series === undefined) return []
    const range = extent({ ...chart, series: [series] })
    if (range === null) return []
    const low = range.min - 0.3
    const high = range.max + 0.3
    const x = (atMs: number): string => (((atMs - chart.fromMs) / (chart.untilMs - chart.fromMs)) * width).toFixed(1)
    const y = (celsius: number): string => (2 + ((high - celsius) / (high - low)) * (height - 4)).toFixed(1)
    return runsOf(series.points).map((run) => run.map((point) => `${x(point.atMs)},${y(point.mean)}`).join(' '))
  }, [value])
  return (
    <svg
      className="sparkline"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={t('assets.last-six-hours')}
    >
      {lines.map((points) => (
        <polyline key={points.slice(0, 12)} points={points} />
      ))}
    </svg>
  )
}

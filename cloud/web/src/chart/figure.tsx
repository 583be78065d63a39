import type { Chart } from '@larder/contracts/report'
import { useLanguage } from '../language/report-language.tsx'
import { commonGaps, extent, sampled } from './segments.ts'

/** What a chart shows, in one sentence. */
export function useSummary(chart: Chart): string {
  const { t, format } = useLanguage()
  const range = extent(chart)
  if (range === null) return t('chart.none')
  return t('chart.summary', {
    from: format.dateTime(chart.fromMs),
    until: format.dateTime(chart.untilMs),
    min: format.celsius(range.min),
    max: format.celsius(range.max),
    gaps: commonGaps(chart).length,
    doors: chart.doors.length,
    defrosts: chart.defrosts.length,
  })
}

/** The same figures as a table, for those who cannot see the drawing or want the numbers. */
export function ChartTable({ chart }: { chart: Chart }) {
  const { t, format } = useLanguage()
  const series = chart.series.filter((one) => one.points.length > 0)
  return (
    <details className="disclosure">
      <summary>{t('chart.table')}</summary>
      <div className="scroll-x">
        <table>
          <thead>
            <tr>
              <th scope="col">{t('chart.table.time')}</th>
              <th scope="col">{t('chart.table.probe')}</th>
              <th scope="col" className="figure">
                {t('chart.table.lowest')}
              </th>
              <th scope="col" className="figure">
                {t('chart.table.mean')}
              </th>
              <th scope="col" className="figure">
                {t('chart.table.highest')}
              </th>
            </tr>
          </thead>
          <tbody>
            {series.flatMap((one) =>
              sampled(one.points, 24).map((point) => (
                <tr key={`${one.site}/${one.asset}/${one.probe}/${point.atMs}`}>
                  <td>{format.dateTime(point.atMs)}</td>
                  <td>
                    {one.asset} · {t(`role.${one.role}`)}
                  </td>
                  <td className="figure">{format.celsius(point.min)}</td>
                  <td className="figure">{format.celsius(point.mean)}</td>
                  <td className="figure">{format.celsius(point.max)}</td>
                </tr>
              )),
            )}
          </tbody>
        </table>
      </div>
    </details>
  )
}

import type { AssetForecast, BreachOutlook, BreachTime, MethodErrors } from '@larder/contracts/forecast'
import type { Chart } from '@larder/contracts/report'
import { paths } from '../api.ts'
import { useLanguage } from '../language/language.tsx'
import { Icon } from '../look/icon.tsx'
import { useResource } from '../resource.ts'
import { Failure } from './failure.tsx'
import { ForecastChart, type Measured } from './forecast-chart.tsx'
import { useNow } from './known.tsx'
import './forecast-panel.css'

const minuteMs = 60_000
const renewMs = minuteMs
const pastMs = 3 * 60 * minuteMs
/** The table shows the first horizon at or after each of these. */
const columnsMinutes = [15, 30, 60]

/** What is expected of one asset: time to breach, the next hour, and how far each method was off on held-back data. */
export function ForecastPanel({ site, asset }: { site: string; asset: string }) {
  const { t, format } = useLanguage()
  const nowMs = useNow(5000)
  const forecast = useResource(paths.forecast(site, asset), renewMs)
  const untilMs = Math.ceil(useNow(renewMs) / renewMs) * renewMs
  const history = useResource(paths.history(site, asset, untilMs - pastMs, untilMs, 180))
  const { value, failure } = forecast
  if (failure?.status === 404) return null
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{t('forecast.title')}</h2>
        {value?.fromMs != null && (
          <small className="muted">{t('forecast.from', { ago: format.ago(value.fromMs, nowMs) })}</small>
        )}
        <button type="button" className="button quiet forecast-refresh" onClick={forecast.reload}>
          <Icon name="reset" size={18} />
          {t('forecast.refresh')}
        </button>
      </div>
      {failure !== undefined && <Failure failure={failure} onRetry={forecast.reload} />}
      {value?.status === 'not-enough-history' && (
        <p className="notice">
          <Icon name="unknown" />
          <span>
            <strong>{t('forecast.none')}.</strong> {t('forecast.none.text')}
          </span>
        </p>
      )}
      {value?.status === 'stale' && <p className="muted">{t('forecast.stale')}</p>}
      {value?.status === 'ready' && <Ahead forecast={value} past={pastOf(history.value?.chart, value)} />}
      {value === undefined && failure === undefined && <div className="forecast-place" />}
    </section>
  )
}

function Ahead({ forecast, past }: { forecast: AssetForecast; past: Measured[] }) {
  const { t, format } = useLanguage()
  const nowMs = useNow(5000)
  const { fromMs, celsius, breach, methods, used, why, trained } = forecast
  const drawn = methods.find(({ method }) => method === used)
  return (
    <div className="forecast">
      <div className="forecast-words">
        {breach === null ? <p className="muted">{t('forecast.no-limit')}</p> : <Breach breach={breach} />}
        {why !== null && <p className="muted small">{t(`forecast.why.${why}`)}</p>}
        {trained !== null && (
          <p className="muted small">
            {t('forecast.trained', {
              version: trained.version,
              ago: format.ago(trained.atMs, nowMs),
              rows: format.number(trained.rows),
            })}
          </p>
        )}
      </div>
      {drawn !== undefined && fromMs !== null && celsius !== null && (
        <ForecastChart
          past={past}
          fromMs={fromMs}
          celsius={celsius}
          points={drawn.points}
          limitCelsius={breach?.limitCelsius ?? null}
        />
      )}
      <Errors methods={methods.map(({ errors }) => errors)} used={used} />
    </div>
  )
}

function Breach({ breach }: { breach: BreachOutlook }) {
  const { t, format } = useLanguage()
  const range = useRange(breach)
  const { state, expected, goods, ifCoolingFails, horizonHours: hours, probabilityPercent: percent } = breach
  const limit = format.celsius(breach.limitCelsius)
  const inTime = (time: BreachTime | null): string | null =>
    time?.middleMinutes == null ? null : format.duration(time.middleMinutes * minuteMs)
  const [time, goodsTime, ifTime] = [inTime(expected), inTime(goods), inTime(ifCoolingFails)]
  const headline = {
    ordinary: t('forecast.ordinary'),
    breached: t('forecast.breached', { limit }),
    warming: time === null ? t('forecast.warming.none', { limit, hours }) : t('forecast.warming', { limit, time }),
  }[state]
  return (
    <>
      <p className={`forecast-headline ${state}`}>
        <Icon name={state === 'ordinary' ? 'ok' : state === 'warming' ? 'warning' : 'critical'} size={24} />
        <strong>{headline}</strong>
      </p>
      {state === 'ordinary' && <p>{t('forecast.ordinary.text')}</p>}
      {state === 'warming' && time !== null && <p>{t('forecast.warming.text', { range: range(expected) })}</p>}
      {state === 'warming' && <p>{t('forecast.warming.probability', { hours, percent })}</p>}
      {goodsTime !== null && <p>{t('forecast.goods', { time: goodsTime, range: range(goods) })}</p>}
      {state === 'ordinary' && ifTime !== null && (
        <p className="muted">{t('forecast.if-cooling-fails', { limit, time: ifTime, range: range(ifCoolingFails) })}</p>
      )}
    </>
  )
}

/** "after 25 min to 50 min", with the ends that are not known left open. */
function useRange({ horizonHours: hours }: BreachOutlook): (time: BreachTime | null) => string {
  const { t, format } = useLanguage()
  return (time) => {
    const [low, high] = [time?.lowMinutes, time?.highMinutes].map((minutes) =>
      minutes == null ? null : format.duration(minutes * minuteMs),
    )
    if (low == null) return t('forecast.range.none', { hours })
    return high == null ? t('forecast.range.open', { low }) : t('forecast.range', { low, high })
  }
}

function Errors({ methods, used }: { methods: MethodErrors[]; used: AssetForecast['used'] }) {
  const { t, format } = useLanguage()
  const horizons = columnsMinutes.flatMap((minutes) => {
    const index = methods[0]?.horizons.findIndex(({ horizonMinutes }) => horizonMinutes >= minutes) ?? -1
    return index < 0 ? [] : [index]
  })
  const kelvin = (value: number | undefined): string => (value === undefined ? '–' : `${format.number(value, 2)} K`)
  return (
    <div className="scroll-x forecast-errors">
      <table>
        <caption>{t('forecast.methods')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('forecast.method')}</th>
            <th scope="col" className="figure">
              {t('forecast.mae')}
            </th>
            <th scope="col" className="figure">
              {t('forecast.rmse')}
            </th>
            {horizons.map((index) => (
              <th key={index} scope="col" className="figure">
                {t('forecast.at', { minutes: format.number(methods[0]?.horizons[index]?.horizonMinutes ?? 0) })}
              </th>
            ))}
            <th scope="col" className="figure">
              {t('forecast.coverage')}
            </th>
          </tr>
        </thead>
        <tbody>
          {methods.map((one) => (
            <tr key={one.method}>
              <td>
                {t(`forecast.method.${one.method}`)}{' '}
                {one.method === used && <span className="tag ok">{t('forecast.used')}</span>}
              </td>
              <td className="figure">{kelvin(one.mae)}</td>
              <td className="figure">{kelvin(one.rmse)}</td>
              {horizons.map((index) => (
                <td key={index} className="figure">
                  {kelvin(one.horizons[index]?.mae)}
                </td>
              ))}
              <td className="figure">{format.number(one.coveragePercent)} %</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The forecast probe's own points, up to the reading that the forecast counts from. */
function pastOf(chart: Chart | undefined, { probe, fromMs }: AssetForecast): Measured[] {
  const points = chart?.series.find((one) => one.probe === probe)?.points ?? []
  return points.filter(({ atMs }) => atMs <= (fromMs ?? 0)).map(({ atMs, mean }) => ({ atMs, celsius: mean }))
}

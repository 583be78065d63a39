import type { Backtest as Outcome, PastSituation } from '@larder/contracts/backtest'
import type { Profile } from '@larder/contracts/profile'
import { type FormEvent, useState } from 'react'
import { Refusal, tryRules } from '../api.ts'
import { useLanguage } from '../language/language.tsx'
import { Icon } from '../look/icon.tsx'
import { Failure } from './failure.tsx'
import { useNames } from './known.tsx'
import './defrost-panel.css'
import './backtest.css'

const shownAtMost = 20
const choices = [1, 7, 14, 30]

interface BacktestProps {
  site: string
  asset: string
  /** The name of the profile that is being edited. */
  profile: string
  /** Its limits as they stand in the form. */
  draft: Profile
}

/** Tries a draft of a profile on what an asset has stored, before it is put in force. */
export function Backtest(props: BacktestProps) {
  return <OneAsset key={`${props.profile}/${props.site}/${props.asset}`} {...props} />
}

function OneAsset({ site, asset, draft }: BacktestProps) {
  const { t } = useLanguage()
  const names = useNames()
  const [days, setDays] = useState(14)
  const [state, setState] = useState<{ running: boolean; outcome?: Outcome; failure?: Refusal }>({ running: false })
  const run = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setState({ running: true })
    try {
      setState({ running: false, outcome: await tryRules({ site, asset, profile: draft, days }) })
    } catch (cause) {
      setState({ running: false, failure: cause instanceof Refusal ? cause : new Refusal(0, String(cause)) })
    }
  }
  return (
    <section className="backtest" aria-label={t('backtest.title')}>
      <p className="muted small">{t('backtest.text', { asset: names.asset(site, asset) })}</p>
      <form className="backtest-form" onSubmit={(event) => void run(event)}>
        <label className="field">
          <span>{t('backtest.days')}</span>
          <select value={days} onChange={(event) => setDays(Number(event.target.value))}>
            {choices.map((count) => (
              <option key={count}>{count}</option>
            ))}
          </select>
        </label>
        <button type="submit" className="button" disabled={state.running}>
          <Icon name="reset" size={18} />
          {t(state.running ? 'backtest.running' : 'backtest.run')}
        </button>
      </form>
      <div aria-live="polite">
        {state.failure !== undefined && <Failure failure={state.failure} />}
        {state.outcome?.samples === 0 && <p className="muted">{t('backtest.no-data')}</p>}
        {state.outcome !== undefined && state.outcome.samples > 0 && <Result outcome={state.outcome} />}
      </div>
    </section>
  )
}

function Result({ outcome }: { outcome: Outcome }) {
  const { t, format } = useLanguage()
  const { situations, alarmsPerWeek, plainThreshold: plain, defrosts, silences } = outcome
  const after = (minutes: number): string =>
    format.number(plain?.byDelay.find(({ delayMinutes }) => delayMinutes === minutes)?.alarms ?? 0)
  return (
    <>
      <dl className="defrost-figures">
        <div>
          <dt>{t('backtest.alarms')}</dt>
          <dd className="figure">{format.number(situations.length)}</dd>
          <dd className="defrost-range">{t('backtest.alarms.week', { count: format.number(alarmsPerWeek, 1) })}</dd>
        </div>
        {plain !== null && (
          <div>
            <dt>{t('backtest.plain')}</dt>
            <dd className="figure">{format.number(plain.alarms)}</dd>
            <dd className="defrost-range">
              {t('backtest.plain.text', {
                limit: format.celsius(plain.limitCelsius),
                instant: after(0),
                ten: after(10),
                thirty: after(30),
              })}
            </dd>
          </div>
        )}
        <div>
          <dt>{t('backtest.defrosts')}</dt>
          <dd className="figure">{format.number(defrosts.length)}</dd>
        </div>
        <div>
          <dt>{t('backtest.silences')}</dt>
          <dd className="figure">{format.number(silences.length)}</dd>
        </div>
      </dl>
      {situations.length === 0 ? (
        <p className="notice ok">
          <Icon name="ok" />
          <span>{t('backtest.none')}</span>
        </p>
      ) : (
        <Situations situations={situations} />
      )}
    </>
  )
}

function Situations({ situations }: { situations: PastSituation[] }) {
  const { t, format } = useLanguage()
  const shown = situations.slice(-shownAtMost).reverse()
  return (
    <div className="scroll-x">
      <table>
        <thead>
          <tr>
            <th scope="col">{t('backtest.cause')}</th>
            <th scope="col" className="figure">
              {t('backtest.from')}
            </th>
            <th scope="col" className="figure">
              {t('backtest.lasted')}
            </th>
            <th scope="col" className="figure">
              {t('backtest.peak')}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ cause, severity, from, to, peakCelsius }) => (
            <tr key={`${cause} ${from}`}>
              <td>
                <span className={`severity ${severity}`}>
                  <Icon name={severity} size={18} />
                  <span>{t(`cause.${cause}`)}</span>
                </span>
              </td>
              <td className="figure">{format.dateTime(Date.parse(from))}</td>
              <td className="figure">{format.duration(Date.parse(to) - Date.parse(from))}</td>
              <td className="figure">{peakCelsius === null ? '–' : format.celsius(peakCelsius)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {situations.length > shown.length && (
        <p className="muted small">{t('backtest.more', { count: format.number(situations.length - shown.length) })}</p>
      )}
    </div>
  )
}

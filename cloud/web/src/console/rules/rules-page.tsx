import type { Bound } from '@larder/contracts/profile'
import type { RuleView } from '@larder/contracts/rule'
import { Link } from 'wouter'
import { paths } from '../../api.ts'
import { useLanguage } from '../../language/language.tsx'
import { useResource } from '../../resource.ts'
import { Failure } from '../failure.tsx'
import { useKnown } from '../known.tsx'
import { AddRule } from './add-rule.tsx'
import { RulePage } from './rule-page.tsx'
import './rules.css'

export default function RulesPage({ name }: { name: string | null }) {
  return name === null ? <RuleList /> : <RulePage key={name} name={name} />
}

/** Every profile in force with its limits, what it is used for and who edited it last. */
function RuleList() {
  const { t } = useLanguage()
  const { session } = useKnown()
  const { value: rules, failure, reload } = useResource(paths.rules)
  const mayEdit = session.role === 'manager' || session.role === 'administrator'
  return (
    <div className="page">
      <header className="page-head">
        <div>
          <h1>{t('nav.rules')}</h1>
          <p className="muted">{t('rules.lead')}</p>
        </div>
      </header>
      {failure !== undefined && <Failure failure={failure} onRetry={reload} />}
      {rules !== undefined && (
        <div className="panel flush scroll-x">
          <table className="stacking">
            <thead>
              <tr>
                <th scope="col">{t('rules.profile')}</th>
                <th scope="col">{t('rules.target')}</th>
                <th scope="col">{t('rules.high')}</th>
                <th scope="col">{t('rules.low')}</th>
                <th scope="col">{t('rules.also')}</th>
                <th scope="col">{t('rules.used')}</th>
                <th scope="col">{t('rules.edited')}</th>
              </tr>
            </thead>
            <tbody>
              {rules.map((rule) => (
                <RuleRow key={rule.name} rule={rule} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {mayEdit && rules !== undefined && <AddRule rules={rules} />}
    </div>
  )
}

function RuleRow({ rule: { name, profile, edited, assets, products } }: { rule: RuleView }) {
  const { t, pick, format } = useLanguage()
  const [from, to] = profile.targetCelsius
  const target =
    from === null
      ? t('rules.at-most', { to: format.degrees(to ?? 0) })
      : `${format.degrees(from)} … ${format.degrees(to ?? 0)}`
  const also = [
    profile.phases && t('rules.also.phases'),
    (profile.high?.limitTotalMinutes ?? profile.low?.limitTotalMinutes) && t('rules.also.total'),
    profile.lifeSpent && t('rules.also.life'),
    profile.breachWithinMinutes && t('rules.also.breach'),
    profile.rise && t('rules.also.rise'),
    profile.spike && t('rules.also.spike'),
  ].filter((words) => typeof words === 'string')
  return (
    <tr>
      <td>
        <Link href={`/rules/${name}`} className="row-link">
          {pick(profile.name)}
        </Link>
        <small className="muted">{name}</small>
      </td>
      <td data-label={t('rules.target')} className="nowrap">
        {target}
      </td>
      <td data-label={t('rules.high')}>
        <Limit bound={profile.high} />
      </td>
      <td data-label={t('rules.low')}>
        <Limit bound={profile.low} />
      </td>
      <td data-label={t('rules.also')}>
        {also.length === 0 && <span className="muted">–</span>}
        {also.map((words) => (
          <span key={words} className="tag">
            {words}
          </span>
        ))}
      </td>
      <td data-label={t('rules.used')} className="nowrap">
        {assets.length + products === 0 ? '–' : t('rules.used.by', { assets: assets.length, products })}
      </td>
      <td data-label={t('rules.edited')}>
        {edited === null ? (
          <span className="muted">{t('rules.edited.never')}</span>
        ) : (
          <>
            {edited.by} <small className="muted">{format.dateTime(edited.atMs)}</small>
          </>
        )}
      </td>
    </tr>
  )
}

function Limit({ bound }: { bound: Bound | undefined }) {
  const { t, format } = useLanguage()
  if (bound === undefined) return <span className="muted">–</span>
  const { warnCelsius, warnDelayMinutes, limitCelsius, limitDelayMinutes } = bound
  return (
    <span className="rule-limit">
      <span className="severity critical">
        {t('rules.after', { at: format.celsius(limitCelsius), m: limitDelayMinutes })}
      </span>
      <small className="muted">{t('rules.warn-after', { at: format.celsius(warnCelsius), m: warnDelayMinutes })}</small>
    </span>
  )
}

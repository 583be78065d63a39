import { useState } from 'react'
import { useLanguage } from '../../language/language.tsx'
import { Icon } from '../../look/icon.tsx'
import { useResource } from '../../resource.ts'
import { Choice } from '../choice.tsx'
import { Failure } from '../failure.tsx'
import { SiteTime, useKnown, useNow } from '../known.tsx'
import { mayDecide } from '../quality/signed-form.tsx'
import { Comparisons } from './comparisons.tsx'
import { Days } from './days.tsx'
import { footfallPaths, lastDays } from './footfall-paths.ts'
import { HandCounting } from './hand-counting.tsx'
import { Heat } from './heat.tsx'
import { PlanEditor } from './plan-editor.tsx'
import { Today } from './today.tsx'
import { Zones } from './zones.tsx'
import './footfall.css'

const spans = ['7', '28', '56'] as const

/** How many people come, when, where they stay, and whether the cameras count well. */
export default function FootfallPage() {
  const { t, pick } = useLanguage()
  const { places, session } = useKnown()
  const { sites } = places
  const [site, setSite] = useState(sites[0]?.id ?? '')
  return (
    <SiteTime site={site}>
      <div className="page footfall">
        <header className="page-head">
          <div>
            <h1>{t('nav.footfall')}</h1>
            <p className="muted">{t('footfall.lead')}</p>
          </div>
          {sites.length > 1 && (
            <label className="field">
              {t('footfall.site')}
              <select value={site} onChange={(event) => setSite(event.target.value)}>
                {sites.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {pick(name)}
                  </option>
                ))}
              </select>
            </label>
          )}
        </header>
        {mayDecide(session.role) ? (
          <>
            <Today key={site} site={site} />
            <Past site={site} />
            <HandCounting key={`hand ${site}`} site={site} />
            <PlanEditor key={`plan ${site}`} site={site} />
          </>
        ) : (
          <p className="notice">
            <Icon name="unknown" />
            {t('footfall.manager')}
          </p>
        )}
        <Definitions />
      </div>
    </SiteTime>
  )
}

function Past({ site }: { site: string }) {
  const { t, format } = useLanguage()
  const nowMs = useNow(60_000)
  const [span, setSpan] = useState<(typeof spans)[number]>('28')
  const { from, until } = lastDays(Number(span), nowMs, format.timeZone)
  const { value: report, failure, reload } = useResource(footfallPaths.report(site, from, until), 5 * 60_000)
  return (
    <>
      <div className="footfall-filter">
        <Choice
          label={t('footfall.span')}
          value={span}
          onChange={setSpan}
          options={spans.map((value) => ({ value, label: t('footfall.last-days', { n: value }) }))}
        />
        <a className="button" href={footfallPaths.file(site, from, until)} download>
          <Icon name="download" size={18} />
          {t('footfall.csv')}
        </a>
      </div>
      {failure !== undefined && <Failure failure={failure} onRetry={reload} />}
      {report?.simulated && (
        <p className="notice">
          <Icon name="unknown" />
          {t('footfall.simulated')}
        </p>
      )}
      {report !== undefined && (
        <>
          {report.members && (
            <p className="muted">
              {t('footfall.members-recognised', {
                n: format.number(report.members.recognised30Days),
                enrolled: format.number(report.members.enrolled),
              })}
            </p>
          )}
          <Heat report={report} />
          <div className="footfall-pair">
            <Zones report={report} />
            <Comparisons report={report} />
          </div>
          <Days report={report} />
        </>
      )}
    </>
  )
}

const definitions = ['visitors', 'members', 'inside', 'held-back', 'conversion', 'queue', 'pictures'] as const

function Definitions() {
  const { t } = useLanguage()
  return (
    <details className="panel disclosure">
      <summary>{t('footfall.definitions')}</summary>
      <dl className="footfall-definitions">
        {definitions.map((name) => (
          <div key={name}>
            <dt>{t(`footfall.define.${name}`)}</dt>
            <dd>{t(`footfall.define.${name}.text`)}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}

import type { FootfallToday } from '@larder/contracts/footfall-view'
import { useState } from 'react'
import { post } from '../../api.ts'
import { useLanguage } from '../../language/language.tsx'
import { Icon, type IconName } from '../../look/icon.tsx'
import { useResource } from '../../resource.ts'
import { Empty } from '../empty.tsx'
import { Failure } from '../failure.tsx'
import { SignedForm, textOf } from '../quality/signed-form.tsx'
import { footfallPaths } from './footfall-paths.ts'

const renewMs = 2000

/** Today as it comes, and how the cameras are. */
export function Today({ site }: { site: string }) {
  const { t, format } = useLanguage()
  const { value: today, failure, reload } = useResource(footfallPaths.today(site), renewMs)
  const [correcting, setCorrecting] = useState(false)
  if (failure !== undefined) return <Failure failure={failure} onRetry={reload} />
  if (today === undefined) return <p className="muted">{t('loading')}</p>
  if (today.cameras.length === 0) {
    const command = `npm run larder -- camera --from rtsp://… --site ${site} --name door`
    return (
      <Empty icon="footfall" title={t('footfall.no-camera')} command={command}>
        {t('footfall.no-camera.text')}
      </Empty>
    )
  }
  const { now, visitors } = today
  const shown = (value: number | null | undefined) => (value == null ? '–' : format.number(value))
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{t('footfall.today')}</h2>
        {now !== null && (
          <button type="button" className="button" onClick={() => setCorrecting(!correcting)}>
            {t('footfall.correct')}
          </button>
        )}
      </div>
      <dl className="footfall-figures">
        <div>
          <dt>{t('footfall.inside')}</dt>
          <dd>{shown(now?.inside)}</dd>
          <dd className="muted small">{t(now?.inside == null ? 'footfall.inside.unknown' : 'footfall.inside.now')}</dd>
        </div>
        <div>
          <dt>{t('footfall.visitors')}</dt>
          <dd>{shown(visitors)}</dd>
          <dd className="muted small">{t('footfall.re-entries', { n: shown(now?.reEntries) })}</dd>
        </div>
        <div>
          <dt>{t('footfall.in')}</dt>
          <dd>{shown(now?.in)}</dd>
        </div>
        <div>
          <dt>{t('footfall.out')}</dt>
          <dd>{shown(now?.out)}</dd>
          {(now?.clamped ?? 0) > 0 && (
            <dd className="muted small">{t('footfall.clamped', { n: shown(now?.clamped) })}</dd>
          )}
        </div>
      </dl>
      {correcting && (
        <SignedForm
          signed={false}
          submit={t('footfall.correct.save')}
          onSubmit={async (form) => {
            await post(footfallPaths.occupancy(site), { inside: Number(form.get('inside')), why: textOf(form, 'why') })
            setCorrecting(false)
            reload()
          }}
        >
          <label className="field">
            {t('footfall.correct.inside')}
            <input name="inside" type="number" min={0} max={100000} step={1} required />
          </label>
          <label className="field">
            {t('footfall.why')}
            <input name="why" required minLength={3} maxLength={500} />
          </label>
        </SignedForm>
      )}
      <ul className="footfall-cameras">
        {today.cameras.map((camera) => (
          <CameraRow key={camera.name} camera={camera} />
        ))}
      </ul>
    </section>
  )
}

const icons = { counting: 'ok', starting: 'unknown', degraded: 'warning', lost: 'critical' } satisfies Record<
  string,
  IconName
>

function CameraRow({ camera: { name, status } }: { camera: FootfallToday['cameras'][number] }) {
  const { t, format } = useLanguage()
  const { faults, framesPerSecond, picture, state } = status
  return (
    <li className={`footfall-camera is-${state}`}>
      <Icon name={icons[state]} />
      <div>
        <strong>{name}</strong> <span>{t(`footfall.state.${state}`)}</span>
        {faults.map((fault) => (
          <p key={fault}>{t(`footfall.fault.${fault}`)}</p>
        ))}
        <p className="muted small">
          {t('footfall.rate', { n: format.number(framesPerSecond, 1) })}
          {picture && ` · ${picture.width} × ${picture.height}`}
          {status.dropped > 0 && ` · ${t('footfall.dropped', { n: format.number(status.dropped) })}`}
          {status.refused > 0 && ` · ${t('footfall.refused', { n: format.number(status.refused) })}`}
        </p>
        {status.refusal !== null && (
          <p className="muted small" lang="en">
            {status.refusal}
          </p>
        )}
      </div>
    </li>
  )
}

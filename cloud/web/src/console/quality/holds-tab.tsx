import type { Decision, Disposition } from '@larder/contracts/disposition'
import { useState } from 'react'
import { post } from '../../api.ts'
import { useLanguage } from '../../language/language.tsx'
import { Icon, type IconName } from '../../look/icon.tsx'
import { Drawer } from '../drawer.tsx'
import { Empty } from '../empty.tsx'
import { Failure } from '../failure.tsx'
import { useKnown } from '../known.tsx'
import { LotField } from './lot-field.tsx'
import { qualityPaths } from './quality-paths.ts'
import { mayDecide, SignedForm, textOf } from './signed-form.tsx'
import { useWithStandings } from './standings.tsx'

const look: Record<Decision, { tag: string; icon: IconName }> = {
  hold: { tag: 'warning', icon: 'warning' },
  release: { tag: 'ok', icon: 'ok' },
  reject: { tag: 'critical', icon: 'critical' },
}

/** What is held now, with the decision it waits for; below, every decision ever. */
export function HoldsTab() {
  const { t, format } = useLanguage()
  const { session } = useKnown()
  const { value: all, failure, reload } = useWithStandings(qualityPaths.dispositions)
  const [deciding, setDeciding] = useState<{ lot: string; decision: Decision } | null>(null)
  const newest = [...new Map((all ?? []).toReversed().map((one) => [one.lot, one])).values()]
  const held = newest.filter(({ decision }) => decision === 'hold')
  return (
    <>
      <section className="group">
        <div className="group-head">
          <h2>{t('quality.holds.now')}</h2>
          <button type="button" className="button" onClick={() => setDeciding({ lot: '', decision: 'hold' })}>
            <Icon name="warning" size={18} />
            {t('quality.decide.hold')}
          </button>
        </div>
        {failure !== undefined && <Failure failure={failure} onRetry={reload} />}
        {all !== undefined && held.length === 0 && (
          <Empty icon="ok" title={t('quality.holds.none')}>
            {t('quality.holds.none.text')}
          </Empty>
        )}
        <ul className="held-lots">
          {held.map((one) => (
            <li key={one.lot} className="panel">
              <div>
                <h3>{one.lot}</h3>
                <p>{one.reason}</p>
                {one.correctiveAction !== '' && <p className="muted">{one.correctiveAction}</p>}
                <small className="muted">
                  {one.by} · {format.dateTime(one.atMs)}
                </small>
              </div>
              {mayDecide(session.role) && (
                <div className="row-tools">
                  <button
                    type="button"
                    className="button primary"
                    onClick={() => setDeciding({ lot: one.lot, decision: 'release' })}
                  >
                    {t('quality.decide.release')}
                  </button>
                  <button
                    type="button"
                    className="button danger"
                    onClick={() => setDeciding({ lot: one.lot, decision: 'reject' })}
                  >
                    {t('quality.decide.reject')}
                  </button>
                </div>
              )}
            </li>
          ))}
        </ul>
      </section>
      {all !== undefined && all.length > 0 && <History all={all} />}
      {deciding !== null && <DecideDrawer {...deciding} onClose={() => setDeciding(null)} onDone={reload} />}
    </>
  )
}

function History({ all }: { all: readonly Disposition[] }) {
  const { t, format } = useLanguage()
  return (
    <section className="group">
      <h2>{t('quality.holds.history')}</h2>
      <div className="panel flush">
        <table className="stacking">
          <thead>
            <tr>
              <th scope="col">{t('quality.lot')}</th>
              <th scope="col">{t('quality.decision')}</th>
              <th scope="col">{t('quality.reason')}</th>
              <th scope="col">{t('quality.corrective-action')}</th>
              <th scope="col">{t('quality.signed')}</th>
            </tr>
          </thead>
          <tbody>
            {all.map((one) => (
              <tr key={one.id}>
                <td>
                  <strong>{one.lot}</strong>
                </td>
                <td data-label={t('quality.decision')}>
                  <span className={`tag ${look[one.decision].tag}`}>
                    <Icon name={look[one.decision].icon} size={14} />
                    {t(`quality.decided.${one.decision}`)}
                  </span>
                </td>
                <td data-label={t('quality.reason')}>{one.reason}</td>
                <td data-label={t('quality.corrective-action')}>{one.correctiveAction || '–'}</td>
                <td data-label={t('quality.signed')}>
                  {one.by}
                  <small className="muted">{format.dateTime(one.atMs)}</small>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

interface DecideDrawerProps {
  lot: string
  decision: Decision
  onClose(): void
  onDone(): void
}

function DecideDrawer({ lot, decision, onClose, onDone }: DecideDrawerProps) {
  const { t } = useLanguage()
  const submit = async (form: FormData): Promise<void> => {
    await post(qualityPaths.decide, {
      lot: lot || textOf(form, 'lot'),
      decision,
      reason: textOf(form, 'reason'),
      correctiveAction: textOf(form, 'correctiveAction'),
      password: form.get('password'),
    })
    onDone()
    onClose()
  }
  return (
    <Drawer title={`${t(`quality.decide.${decision}`)}${lot === '' ? '' : ` · ${lot}`}`} onClose={onClose}>
      <p>{t(`quality.decide.${decision}.text`)}</p>
      <SignedForm submit={t(`quality.decide.${decision}`)} danger={decision === 'reject'} onSubmit={submit}>
        {lot === '' && <LotField name="lot" label={t('quality.lot')} />}
        <label className="field">
          {t('quality.reason')}
          <textarea name="reason" rows={2} minLength={3} maxLength={500} required />
        </label>
        <label className="field">
          {t('quality.corrective-action')}
          <input name="correctiveAction" maxLength={500} />
        </label>
      </SignedForm>
    </Drawer>
  )
}

import type { Recall } from '@larder/contracts/standing'
import { useState } from 'react'
import { Link } from 'wouter'
import { useLanguage } from '../../language/language.tsx'
import { Icon } from '../../look/icon.tsx'
import { Fact } from '../../report/facts.tsx'
import { Empty } from '../empty.tsx'
import { Failure } from '../failure.tsx'
import { useKnown, useNames } from '../known.tsx'
import { Drills } from './drills.tsx'
import { qualityPaths } from './quality-paths.ts'
import { LiftDrawer, RecallDrawer } from './recall-drawers.tsx'
import { mayDecide } from './signed-form.tsx'
import { useWithStandings } from './standings.tsx'

/** Recalls in force first, with whom they concern; those lifted below; then the drills. */
export function RecallsTab() {
  const { t } = useLanguage()
  const { session } = useKnown()
  const { value: recalls, failure, reload } = useWithStandings(qualityPaths.recalls)
  const [marking, setMarking] = useState(false)
  const [lifting, setLifting] = useState<Recall | null>(null)
  const active = recalls?.filter(({ liftedAtMs }) => liftedAtMs === null) ?? []
  const lifted = recalls?.filter(({ liftedAtMs }) => liftedAtMs !== null) ?? []
  return (
    <>
      <section className="group">
        <div className="group-head">
          <h2>{t('quality.recalls.active')}</h2>
          {mayDecide(session.role) && (
            <button type="button" className="button danger" onClick={() => setMarking(true)}>
              <Icon name="critical" size={18} />
              {t('quality.recall')}
            </button>
          )}
        </div>
        {failure !== undefined && <Failure failure={failure} onRetry={reload} />}
        {recalls !== undefined && active.length === 0 && (
          <Empty icon="ok" title={t('quality.recalls.none')}>
            {t('quality.recalls.none.text')}
          </Empty>
        )}
        {active.map((recall) => (
          <ActiveRecall key={recall.id} recall={recall} onLift={() => setLifting(recall)} />
        ))}
      </section>
      <Drills />
      {lifted.length > 0 && <Lifted recalls={lifted} />}
      {marking && <RecallDrawer onClose={() => setMarking(false)} onDone={reload} />}
      {lifting !== null && <LiftDrawer recall={lifting} onClose={() => setLifting(null)} onDone={reload} />}
    </>
  )
}

function ActiveRecall({ recall, onLift }: { recall: Recall; onLift: () => void }) {
  const { t, format } = useLanguage()
  const names = useNames()
  const { session } = useKnown()
  const { value: affected } = useWithStandings(qualityPaths.affected(recall.id))
  const count = (all: readonly unknown[] | undefined): string => (all === undefined ? '–' : format.number(all.length))
  const orders = affected && [...new Set(affected.orders.map(({ id }) => id))]
  return (
    <article className="panel recall-card">
      <div className="panel-head">
        <Icon name="critical" size={28} />
        <div>
          <h3>{recall.lot}</h3>
          <p>
            <strong>{t(`hazard.${recall.hazard}`)}</strong> · {recall.reason}
          </p>
          <small className="muted">
            {t('quality.recall.by', { by: recall.by, at: format.dateTime(recall.atMs) })} ·{' '}
            {t(`quality.scope.${recall.scope}`)}
          </small>
        </div>
      </div>
      <dl className="facts figures">
        <Fact name={t('quality.found.lots')}>{count(affected?.lots)}</Fact>
        <Fact name={t('quality.found.orders')}>{count(orders)}</Fact>
        <Fact name={t('quality.found.customers')}>{count(affected?.customers)}</Fact>
        <Fact name={t('quality.found.stores')}>{count(affected?.stores)}</Fact>
      </dl>
      {affected !== undefined && affected.truncated.length > 0 && (
        <p className="notice critical">{t('quality.truncated')}</p>
      )}
      {affected !== undefined && affected.assets.length > 0 && (
        <p>
          <strong>{t('quality.recall.take-out')}</strong>{' '}
          {affected.assets.map((one) => (
            <Link key={`${one.asset}/${one.lot}`} href={`/assets/${one.site}/${one.asset}`} className="tag critical">
              {names.asset(one.site, one.asset)} · {one.lot}
            </Link>
          ))}
        </p>
      )}
      <div className="row-tools">
        <Link href={`/quality/lots/${encodeURIComponent(recall.lot)}`} className="button">
          <Icon name="sorting" size={18} />
          {t('quality.show-graph')}
        </Link>
        {mayDecide(session.role) && (
          <>
            <a href={qualityPaths.affectedFile(recall.id)} className="button" download>
              <Icon name="copy" size={18} />
              {t('quality.recall.file')}
            </a>
            <button type="button" className="button" onClick={onLift}>
              {t('quality.lift')}
            </button>
          </>
        )}
      </div>
    </article>
  )
}

function Lifted({ recalls }: { recalls: readonly Recall[] }) {
  const { t, format } = useLanguage()
  return (
    <section className="group">
      <h2>{t('quality.recalls.lifted')}</h2>
      <div className="panel flush">
        <table className="stacking">
          <thead>
            <tr>
              <th scope="col">{t('quality.lot')}</th>
              <th scope="col">{t('quality.reason')}</th>
              <th scope="col">{t('quality.recalled')}</th>
              <th scope="col">{t('quality.lifted')}</th>
            </tr>
          </thead>
          <tbody>
            {recalls.map((one) => (
              <tr key={one.id}>
                <td>
                  <strong>{one.lot}</strong>
                </td>
                <td data-label={t('quality.reason')}>{one.reason}</td>
                <td data-label={t('quality.recalled')}>
                  {one.by} · {format.dateTime(one.atMs)}
                </td>
                <td data-label={t('quality.lifted')}>
                  {one.liftedBy} · {format.dateTime(one.liftedAtMs ?? 0)}
                  <small className="muted">{one.liftedWhy}</small>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

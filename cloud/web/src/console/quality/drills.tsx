import type { Drill } from '@larder/contracts/recall'
import { useState } from 'react'
import { post } from '../../api.ts'
import { useLanguage } from '../../language/language.tsx'
import { Icon } from '../../look/icon.tsx'
import { useResource } from '../../resource.ts'
import { Drawer } from '../drawer.tsx'
import { useKnown, useNow } from '../known.tsx'
import { DrillDrawer } from './drill-drawer.tsx'
import { LotField } from './lot-field.tsx'
import { qualityPaths } from './quality-paths.ts'
import { mayDecide, SignedForm, textOf } from './signed-form.tsx'

/** Mock recalls: the clock of the running one, and the record of all. */
export function Drills() {
  const { t, format } = useLanguage()
  const { session } = useKnown()
  const nowMs = useNow(1000)
  const { value: drills, reload } = useResource(qualityPaths.drills)
  const [starting, setStarting] = useState(false)
  const [open, setOpen] = useState<string | null>(null)
  const start = async (form: FormData): Promise<void> => {
    const drill = await post(qualityPaths.startDrill, { lot: textOf(form, 'lot') })
    reload()
    setStarting(false)
    setOpen(drill.id)
  }
  const took = (drill: Drill): string => format.duration((drill.finishedAtMs ?? nowMs) - drill.startedAtMs)
  return (
    <section className="group">
      <div className="group-head">
        <h2>{t('quality.drills')}</h2>
        {mayDecide(session.role) && (
          <button type="button" className="button" onClick={() => setStarting(true)}>
            <Icon name="clock" size={18} />
            {t('quality.drill.start')}
          </button>
        )}
      </div>
      {drills?.length === 0 && <p className="muted">{t('quality.drills.none')}</p>}
      {drills !== undefined && drills.length > 0 && (
        <div className="panel flush">
          <table className="stacking">
            <thead>
              <tr>
                <th scope="col">{t('quality.lot')}</th>
                <th scope="col">{t('quality.drill.started')}</th>
                <th scope="col">{t('quality.drill.took')}</th>
                <th scope="col">{t('quality.drill.found')}</th>
                <th scope="col">{t('quality.drill.percent')}</th>
                <th scope="col">
                  <span className="unseen">{t('quality.drill.open')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {drills.map((drill) => (
                <tr key={drill.id}>
                  <td>
                    <strong>{drill.lot}</strong>
                  </td>
                  <td data-label={t('quality.drill.started')}>
                    {format.dateTime(drill.startedAtMs)}
                    <small className="muted">{drill.by}</small>
                  </td>
                  <td data-label={t('quality.drill.took')} className="figure-left">
                    {took(drill)}{' '}
                    {drill.finishedAtMs === null && <span className="tag warning">{t('quality.drill.running')}</span>}
                  </td>
                  <td data-label={t('quality.drill.found')}>{t('quality.drill.counts', { ...drill.found })}</td>
                  <td data-label={t('quality.drill.percent')} className="figure-left">
                    {drill.finishedAtMs === null ? '–' : `${format.number(drill.balance.percentFound, 1)} %`}
                  </td>
                  <td className="row-end">
                    <button type="button" className="button" onClick={() => setOpen(drill.id)}>
                      {t('quality.drill.open')}
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {starting && (
        <Drawer title={t('quality.drill.start')} onClose={() => setStarting(false)}>
          <p>{t('quality.drill.text')}</p>
          <SignedForm submit={t('quality.drill.start')} signed={false} onSubmit={start}>
            <LotField name="lot" label={t('quality.lot')} />
          </SignedForm>
        </Drawer>
      )}
      {open !== null && <DrillDrawer id={open} onClose={() => setOpen(null)} onDone={reload} />}
    </section>
  )
}

import type { CameraPlan, Place } from '@larder/contracts/footfall-plan'
import type { FootfallPlanView } from '@larder/contracts/footfall-view'
import { useEffect, useState } from 'react'
import { post, Refusal } from '../../api.ts'
import { useLanguage } from '../../language/language.tsx'
import { useResource } from '../../resource.ts'
import { Failure } from '../failure.tsx'
import { SignedForm, textOf } from '../quality/signed-form.tsx'
import { footfallPaths } from './footfall-paths.ts'
import { PlanFields } from './plan-fields.tsx'
import { PlanPicture } from './plan-picture.tsx'
import { askStill, canOpenStills } from './sealed-still.ts'

const nothing: CameraPlan = { lines: [], zones: [] }
const usualSize = { width: 640, height: 480 }

/** Lines and zones of a camera: drawn on a picture, or by their coordinates. */
export function PlanEditor({ site }: { site: string }) {
  const { t } = useLanguage()
  const { value: today } = useResource(footfallPaths.today(site))
  const { value: view, failure, reload } = useResource(footfallPaths.plan(site))
  const [chosen, choose] = useState('')
  if (failure !== undefined) return <Failure failure={failure} onRetry={reload} />
  if (view === undefined || today === undefined) return null
  const names = [...new Set([...today.cameras.map(({ name }) => name), ...Object.keys(view.plan.cameras)])]
  const camera = names.includes(chosen) ? chosen : names[0]
  if (camera === undefined) return null
  const size = today.cameras.find(({ name }) => name === camera)?.status.picture ?? usualSize
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{t('footfall.plan')}</h2>
        {names.length > 1 && (
          <label className="field">
            {t('footfall.camera')}
            <select value={camera} onChange={(event) => choose(event.target.value)}>
              {names.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </label>
        )}
      </div>
      <p className="muted">{t('footfall.plan.text')}</p>
      <CameraEditor
        key={`${camera} ${view.version}`}
        site={site}
        camera={camera}
        size={size}
        view={view}
        onSaved={reload}
      />
    </section>
  )
}

interface CameraEditorProps {
  site: string
  camera: string
  size: { width: number; height: number }
  view: FootfallPlanView
  onSaved(): void
}

function CameraEditor({ site, camera, size, view, onSaved }: CameraEditorProps) {
  const { t, format } = useLanguage()
  const [plan, setPlan] = useState<CameraPlan>(view.plan.cameras[camera] ?? nothing)
  const [drawing, setDrawing] = useState<{ what: 'line' | 'zone'; points: Place[] } | null>(null)
  const [picture, setPicture] = useState<string | null>(null)
  useEffect(() => () => void (picture !== null && URL.revokeObjectURL(picture)), [picture])

  const add = (points: Place[], what: 'line' | 'zone') => {
    const [from, to] = points
    if (what === 'line' && from && to) {
      const name = `${t('footfall.line')} ${plan.lines.length + 1}`
      setPlan({ ...plan, lines: [...plan.lines, { name, from, to, entrance: true }] })
    } else {
      const name = `${t('footfall.zone')} ${plan.zones.length + 1}`
      setPlan({ ...plan, zones: [...plan.zones, { name, polygon: points, staff: false }] })
    }
    setDrawing(null)
  }
  const touch = (point: Place) => {
    if (drawing === null) return
    const points = [...drawing.points, point]
    if (drawing.what === 'line' && points.length === 2) add(points, 'line')
    else setDrawing({ ...drawing, points })
  }
  const [newest] = view.history
  return (
    <div className="footfall-plan">
      <div className="group">
        <PlanPicture size={size} picture={picture} plan={plan} drawing={drawing?.points ?? []} onTouch={touch} />
        <div className="quick">
          <button
            type="button"
            className="chip"
            aria-pressed={drawing?.what === 'line'}
            onClick={() => setDrawing({ what: 'line', points: [] })}
          >
            {t('footfall.draw.line')}
          </button>
          <button
            type="button"
            className="chip"
            aria-pressed={drawing?.what === 'zone'}
            onClick={() => setDrawing({ what: 'zone', points: [] })}
          >
            {t('footfall.draw.zone')}
          </button>
          {drawing?.what === 'zone' && drawing.points.length >= 3 && (
            <button type="button" className="chip" onClick={() => add(drawing.points, 'zone')}>
              {t('footfall.draw.close')}
            </button>
          )}
        </div>
        {drawing !== null && <p className="muted small">{t(`footfall.draw.${drawing.what}.how`)}</p>}
        <AskPicture site={site} camera={camera} onPicture={setPicture} />
      </div>
      <SignedForm
        signed={false}
        submit={t('footfall.plan.save')}
        onSubmit={async (form) => {
          const cameras = { ...view.plan.cameras, [camera]: plan }
          const body = { version: view.version, plan: { ...view.plan, cameras }, why: textOf(form, 'why') }
          await post(footfallPaths.plan(site), body)
          onSaved()
        }}
      >
        <PlanFields plan={plan} onChange={setPlan} />
        <label className="field">
          {t('footfall.why')}
          <input name="why" required minLength={3} maxLength={500} />
        </label>
        {newest && (
          <p className="muted small">
            {t('footfall.plan.by', { by: newest.by, time: format.dateTime(newest.atMs), why: newest.why })}
          </p>
        )}
      </SignedForm>
    </div>
  )
}

function AskPicture({ site, camera, onPicture }: { site: string; camera: string; onPicture: (url: string) => void }) {
  const { t } = useLanguage()
  const [asking, setAsking] = useState(false)
  if (!canOpenStills()) return <p className="muted small">{t('footfall.picture.https')}</p>
  if (!asking) {
    return (
      <button type="button" className="button" onClick={() => setAsking(true)}>
        {t('footfall.picture.ask')}
      </button>
    )
  }
  return (
    <SignedForm
      signed={false}
      submit={t('footfall.picture.take')}
      onSubmit={async (form) => {
        const picture = await askStill(site, camera, textOf(form, 'reason')).catch((cause: unknown) => {
          throw cause instanceof Refusal ? cause : new Refusal(0, String(cause))
        })
        onPicture(URL.createObjectURL(picture))
        setAsking(false)
      }}
    >
      <p className="small">{t('footfall.picture.text')}</p>
      <label className="field">
        {t('footfall.picture.why')}
        <input name="reason" required minLength={3} maxLength={500} />
      </label>
    </SignedForm>
  )
}

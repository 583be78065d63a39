import type { Assessment, FaceErasure, RecognitionFigures } from '@larder/contracts/recognition'
import { useState } from 'react'
import { type Path, post } from '../../api.ts'
import { useLanguage } from '../../language/language.tsx'
import { Icon } from '../../look/icon.tsx'
import { useResource } from '../../resource.ts'
import { Failure } from '../failure.tsx'
import { useKnown } from '../known.tsx'
import { SignedForm, textOf } from '../quality/signed-form.tsx'
import { Erasures } from './erasures.tsx'
import { Kiosks } from './kiosks.tsx'
import { Members } from './members.tsx'
import './recognition.css'

interface View {
  setting: { enabled: boolean; assessment: string | null; by: string | null; atMs: number | null }
  assessments: Assessment[]
  kiosks: RecognitionFigures[]
  erasures: FaceErasure[]
}

const path: Path<View> = '/api/recognition'
const fields = ['purpose', 'necessity', 'alternatives', 'risks', 'measures', 'consulted'] as const

/** Whether members may be recognised by face, on what assessment, and what the kiosks tell of it. */
export default function RecognitionPage() {
  const { t } = useLanguage()
  const { value: view, failure, reload } = useResource(path, 30_000)
  return (
    <div className="page">
      <header className="page-head">
        <div>
          <h1>{t('recognition.title')}</h1>
          <p className="muted">{t('recognition.lead')}</p>
        </div>
      </header>
      {failure !== undefined && <Failure failure={failure} onRetry={reload} />}
      {view !== undefined && (
        <>
          <Setting view={view} onChanged={reload} />
          <Assessments assessments={view.assessments} onChanged={reload} />
          <Kiosks kiosks={view.kiosks} />
          <Members onChanged={reload} />
          <Erasures erasures={view.erasures} />
        </>
      )}
    </div>
  )
}

function Setting({ view: { setting }, onChanged }: { view: View; onChanged: () => void }) {
  const { t, format } = useLanguage()
  const decides = useKnown().session.role === 'administrator'
  const { enabled, by, atMs } = setting
  const told = { by: by ?? '', time: atMs === null ? '' : format.dateTime(atMs) }
  const mayTurn = decides && (enabled || setting.assessment !== null)
  return (
    <section className="panel recognition-panel">
      <p className={enabled ? 'notice ok' : 'notice'}>
        <Icon name={enabled ? 'ok' : 'unknown'} />
        {enabled ? t('recognition.on', told) : by === null ? t('recognition.off') : t('recognition.off.by', told)}
      </p>
      {setting.assessment === null && <p className="muted">{t('recognition.needs')}</p>}
      {!decides && <p className="muted">{t('recognition.administrator')}</p>}
      {mayTurn && (
        <SignedForm
          key={String(enabled)}
          signed={false}
          danger={enabled}
          submit={t(enabled ? 'recognition.switch-off' : 'recognition.switch-on')}
          onSubmit={async (form) => {
            await post('/api/recognition/setting', { enabled: !enabled, why: textOf(form, 'why') })
            onChanged()
          }}
        >
          <label className="field">
            {t('recognition.why')}
            <input name="why" required minLength={3} maxLength={500} />
          </label>
        </SignedForm>
      )}
      <p className="muted small">{t('recognition.stays')}</p>
    </section>
  )
}

function Assessments({ assessments, onChanged }: { assessments: Assessment[]; onChanged: () => void }) {
  const { t, format } = useLanguage()
  const decides = useKnown().session.role === 'administrator'
  const [writing, setWriting] = useState(false)
  return (
    <section className="panel recognition-panel">
      <h2>{t('recognition.assessment')}</h2>
      <p className="muted">{t('recognition.assessment.text')}</p>
      {assessments.length === 0 && !writing && <p>{t('recognition.none')}</p>}
      {assessments.map((one, index) => (
        <details key={one.id} className="disclosure" open={index === 0 && !writing}>
          <summary>{t('recognition.recorded', { by: one.by, time: format.dateTime(one.atMs) })}</summary>
          <dl className="assessment">
            {fields.map((field) => (
              <div key={field}>
                <dt>{t(`recognition.field.${field}`)}</dt>
                <dd>{one[field]}</dd>
              </div>
            ))}
          </dl>
        </details>
      ))}
      {decides && !writing && (
        <button type="button" className="button" onClick={() => setWriting(true)}>
          {t('recognition.new')}
        </button>
      )}
      {writing && (
        <SignedForm
          submit={t('recognition.record')}
          onSubmit={async (form) => {
            const text = Object.fromEntries(fields.map((field) => [field, textOf(form, field)]))
            await post('/api/recognition/assessments', { ...text, password: String(form.get('password')) })
            setWriting(false)
            onChanged()
          }}
        >
          {fields.map((field) => (
            <label key={field} className="field">
              {t(`recognition.field.${field}`)}
              <textarea name={field} rows={3} required minLength={20} maxLength={4000} />
            </label>
          ))}
        </SignedForm>
      )}
    </section>
  )
}

import { type FormEvent, useState } from 'react'
import { Refusal } from '../../api.ts'
import { useLanguage } from '../../language/language.tsx'
import { Icon } from '../../look/icon.tsx'
import { Choice } from '../choice.tsx'
import { Drawer } from '../drawer.tsx'
import { Failure } from '../failure.tsx'
import { type Behaviour, type CaptureOutcome, captureDocument } from './records-api.ts'

/** Captures a document from a file; what is wrong with it is named by its path. */
export function CaptureDrawer({ onClose, onCaptured }: { onClose: () => void; onCaptured: () => void }) {
  const { t } = useLanguage()
  const [behaviour, setBehaviour] = useState<Behaviour>('rollback')
  const [outcome, setOutcome] = useState<CaptureOutcome | null>(null)
  const [failure, setFailure] = useState<Refusal | null>(null)
  const [busy, setBusy] = useState(false)

  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const file = new FormData(event.currentTarget).get('file')
    if (!(file instanceof File)) return
    setBusy(true)
    setOutcome(null)
    setFailure(null)
    try {
      const captured = await captureDocument(await file.text(), behaviour)
      setOutcome(captured)
      if (captured.stored > 0) onCaptured()
    } catch (cause) {
      setFailure(cause instanceof Refusal ? cause : new Refusal(0, String(cause)))
    } finally {
      setBusy(false)
    }
  }

  return (
    <Drawer title={t('records.capture')} onClose={onClose}>
      <p>{t('records.capture.text')}</p>
      <form className="action-form" onSubmit={submit}>
        <label className="field">
          {t('records.capture.file')}
          <input name="file" type="file" accept=".json,.jsonld,application/json,application/ld+json" required />
        </label>
        <Choice
          label={t('records.behaviour')}
          value={behaviour}
          onChange={setBehaviour}
          options={[
            { value: 'rollback', label: t('records.behaviour.rollback') },
            { value: 'proceed', label: t('records.behaviour.proceed') },
          ]}
        />
        <div className="form-end">
          <button type="submit" className="button primary" disabled={busy}>
            {busy ? t('records.capture.busy') : t('records.capture.submit')}
          </button>
        </div>
      </form>
      {failure !== null && <Failure failure={failure} />}
      <div aria-live="polite">{outcome !== null && <Outcome outcome={outcome} />}</div>
    </Drawer>
  )
}

function Outcome({ outcome: { success, stored, errors } }: { outcome: CaptureOutcome }) {
  const { t } = useLanguage()
  return (
    <>
      <p className={success ? 'notice ok' : 'notice critical'}>
        <Icon name={success ? 'ok' : 'warning'} />
        {t(success || stored > 0 ? 'records.captured' : 'records.refused', { n: stored })}
      </p>
      {errors.length > 0 && (
        <ul className="records-errors">
          {errors.map(({ detail, title }) => (
            <li key={detail ?? title}>
              <Fault text={detail ?? title} />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

/** `$.epcisBody.eventList[3].action: …` with its path set apart. */
function Fault({ text }: { text: string }) {
  const [, path, message] = /^(\$[^ ]*): (.*)$/s.exec(text) ?? []
  if (path === undefined) return text
  return (
    <>
      <code>{path}</code>
      <br />
      {message}
    </>
  )
}

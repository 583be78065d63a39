import type { Alert } from '@larder/contracts/alert'
import { type FormEvent, useId, useState } from 'react'
import { type AlertVerb, actOn, Refusal } from '../api.ts'
import { useLanguage } from '../language/language.tsx'
import type { MessageKey } from '../language/say.ts'
import { Icon, type IconName } from '../look/icon.tsx'
import { AssignForm } from './assign-form.tsx'
import { Failure } from './failure.tsx'
import { useKnown } from './known.tsx'
import { CorrectiveFields, correctiveActionOf } from './quality/corrective-fields.tsx'

const reasons: Record<'acknowledge' | 'resolve', MessageKey[]> = {
  acknowledge: [
    'alert.reason.checking',
    'alert.reason.door',
    'alert.reason.moved',
    'alert.reason.technician',
    'alert.reason.loading',
  ],
  resolve: ['alert.reason.fixed', 'alert.reason.moved', 'alert.reason.discarded', 'alert.reason.false'],
}
const verbIcon: Record<AlertVerb, IconName> = {
  acknowledge: 'check',
  assign: 'assign',
  comment: 'comment',
  resolve: 'ok',
}

/** What a person can do about an open alert; each step goes into its history with who, when and why. */
export function AlertActions({ alert }: { alert: Alert }) {
  const { t } = useLanguage()
  const { live } = useKnown()
  const [verb, setVerb] = useState<AlertVerb | null>(alert.acknowledgedBy === null ? 'acknowledge' : null)
  const [failure, setFailure] = useState<Refusal | null>(null)
  const verbs: AlertVerb[] = [
    ...(alert.acknowledgedBy === null ? ['acknowledge' as const] : []),
    'assign',
    'comment',
    'resolve',
  ]

  const act = async (chosen: AlertVerb, body: object): Promise<void> => {
    setFailure(null)
    try {
      live.learn(await actOn(alert.id, chosen, body))
      setVerb(null)
    } catch (cause) {
      setFailure(cause instanceof Refusal ? cause : new Refusal(0, String(cause)))
    }
  }

  return (
    <section className="actions">
      <div className="action-bar">
        {verbs.map((one) => (
          <button key={one} type="button" className="button" aria-pressed={verb === one} onClick={() => setVerb(one)}>
            <Icon name={verbIcon[one]} size={18} />
            {t(`alert.${one}`)}
          </button>
        ))}
      </div>
      {failure !== null && <Failure failure={failure} />}
      {(verb === 'acknowledge' || verb === 'resolve') && (
        <ReasonForm
          key={verb}
          verb={verb}
          alert={alert}
          onSubmit={(reason, more) => act(verb, { reason, ...more })}
          onCancel={() => setVerb(null)}
        />
      )}
      {verb === 'assign' && <AssignForm onSubmit={(to) => act('assign', { to })} />}
      {verb === 'comment' && <CommentForm onSubmit={(text) => act('comment', { text })} />}
    </section>
  )
}

interface ReasonFormProps {
  verb: 'acknowledge' | 'resolve'
  alert: Alert
  /** `more` is what else a resolution says. */
  onSubmit(reason: string, more: object): Promise<void>
  onCancel(): void
}

function ReasonForm({ verb, alert, onSubmit, onCancel }: ReasonFormProps) {
  const { t } = useLanguage()
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const hint = useId()
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    setBusy(true)
    await onSubmit(reason.trim(), correctiveActionOf(new FormData(event.currentTarget)))
    setBusy(false)
  }
  return (
    <form className="action-form" onSubmit={submit}>
      <h3>{t(`alert.${verb}.title`)}</h3>
      <div className="quick">
        {reasons[verb].map((key) => (
          <button
            key={key}
            type="button"
            className="chip"
            aria-pressed={reason === t(key)}
            onClick={() => setReason(t(key))}
          >
            {t(key)}
          </button>
        ))}
      </div>
      <label className="field">
        {t('alert.reason')}
        <textarea
          rows={2}
          value={reason}
          minLength={3}
          maxLength={500}
          required
          aria-describedby={hint}
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
      <p className="muted small" id={hint}>
        {t('alert.reason.hint')}
      </p>
      {verb === 'resolve' && <CorrectiveFields situation={alert.situation} />}
      <div className="form-end">
        <button type="button" className="button quiet" onClick={onCancel}>
          {t('alert.cancel')}
        </button>
        <button type="submit" className="button primary" disabled={busy || reason.trim().length < 3}>
          {t(`alert.${verb}`)}
        </button>
      </div>
    </form>
  )
}

function CommentForm({ onSubmit }: { onSubmit: (text: string) => Promise<void> }) {
  const { t } = useLanguage()
  const [text, setText] = useState('')
  return (
    <form
      className="action-form"
      onSubmit={(event) => {
        event.preventDefault()
        void onSubmit(text.trim())
      }}
    >
      <label className="field">
        {t('alert.comment.text')}
        <textarea rows={3} value={text} required maxLength={2000} onChange={(event) => setText(event.target.value)} />
      </label>
      <div className="form-end">
        <button type="submit" className="button primary" disabled={text.trim() === ''}>
          {t('alert.comment.add')}
        </button>
      </div>
    </form>
  )
}

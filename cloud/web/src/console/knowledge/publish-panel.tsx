import type { PublishInput, PublishOutcome } from '@larder/contracts/knowledge'
import { type FormEvent, useState } from 'react'
import { post, Refusal } from '../../api.ts'
import { useLanguage } from '../../language/language.tsx'
import { Icon } from '../../look/icon.tsx'
import { Failure } from '../failure.tsx'
import { useKnown } from '../known.tsx'
import { mayDecide } from '../quality/signed-form.tsx'
import { Gate } from './gate.tsx'
import { knowledgePaths } from './knowledge-paths.ts'

interface PublishProps {
  change: PublishInput['article']
  /** What the button says; publishing where nothing else is said. */
  label?: string
  /** With what was published: this panel may go then. */
  onDone(outcome: PublishOutcome): void
}

/** Learning, testing and putting in force in one step, with what the gate said. */
export function PublishPanel({ change, label, onDone }: PublishProps) {
  const { t } = useLanguage()
  const { session } = useKnown()
  const [why, setWhy] = useState('')
  const [busy, setBusy] = useState(false)
  const [outcome, setOutcome] = useState<PublishOutcome | null>(null)
  const [refused, setRefused] = useState<Refusal | null>(null)
  if (!mayDecide(session.role)) return null
  const publish = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setBusy(true)
    setRefused(null)
    setOutcome(null)
    try {
      const next = await post(knowledgePaths.publish, { article: change, why })
      setOutcome(next)
      if (next.published) onDone(next)
    } catch (cause) {
      setRefused(cause instanceof Refusal ? cause : new Refusal(0, String(cause)))
    } finally {
      setBusy(false)
    }
  }
  const version = change?.version ?? null
  const button = label ?? (version === null ? t('knowledge.publish') : t('knowledge.publish.version', { n: version }))
  return (
    <form className="panel knowledge-publish" onSubmit={publish}>
      <h2>{button}</h2>
      <p className="muted small">{t('knowledge.publish.text')}</p>
      <label className="field">
        {t('knowledge.publish.why')}
        <input value={why} minLength={3} maxLength={500} required onChange={(event) => setWhy(event.target.value)} />
      </label>
      <p className="form-end">
        <button type="submit" className="button primary" disabled={busy}>
          {button}
        </button>
      </p>
      <div role="status">
        {busy && <p className="notice">{t('knowledge.learning')}</p>}
        {outcome !== null && <PublishNotice outcome={outcome} />}
      </div>
      {refused !== null && <Failure failure={refused} />}
    </form>
  )
}

/** What became of a publication, and why. */
export function PublishNotice({ outcome: { published, seconds, gate } }: { outcome: PublishOutcome }) {
  const { t, format } = useLanguage()
  return (
    <div className={published ? 'notice ok' : 'notice critical'}>
      <Icon name={published ? 'ok' : 'warning'} />
      <div>
        <strong>{published ? t('knowledge.published', { s: format.number(seconds) }) : t('knowledge.refused')}</strong>
        <Gate gate={gate} />
      </div>
    </div>
  )
}

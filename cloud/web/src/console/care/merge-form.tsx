import type { Ticket } from '@larder/contracts/ticket'
import { type FormEvent, useState } from 'react'
import { useLanguage } from '../../language/language.tsx'
import { useResource } from '../../resource.ts'
import { carePaths } from './care-paths.ts'

/** Chooses the ticket that goes on: what shares something with this one, or any by its reference. */
export function MergeForm({
  ticket,
  onSubmit,
}: {
  ticket: Ticket
  onSubmit: (merge: { into: string; reason: string }) => Promise<void>
}) {
  const { t } = useLanguage()
  const related = useResource(carePaths.related(ticket.id)).value ?? []
  const open = related.filter(({ state }) => state !== 'resolved' && state !== 'closed')
  const [into, setInto] = useState('')
  const [reason, setReason] = useState('')
  const id = into.trim().toUpperCase().replace(/^T-/, '').replaceAll('-', '')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void onSubmit({ into: id, reason: reason.trim() })
  }
  return (
    <form className="action-form" onSubmit={submit}>
      <p className="muted small">{t('ticket.merge.hint')}</p>
      {open.length > 0 && (
        <div className="quick">
          {open.map((one) => (
            <button
              key={one.id}
              type="button"
              className="chip"
              aria-pressed={id === one.id}
              onClick={() => setInto(one.reference)}
            >
              {t(`scene.${one.scene}`)} · {one.reference}
            </button>
          ))}
        </div>
      )}
      <label className="field">
        {t('ticket.merge.into')}
        <input
          value={into}
          required
          maxLength={44}
          placeholder="T-…"
          onChange={(event) => setInto(event.target.value)}
        />
      </label>
      <label className="field">
        {t('ticket.reason')}
        <textarea
          rows={2}
          value={reason}
          required
          minLength={3}
          maxLength={500}
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
      <div className="form-end">
        <button type="submit" className="button primary" disabled={id === '' || reason.trim().length < 3}>
          {t('ticket.merge')}
        </button>
      </div>
    </form>
  )
}

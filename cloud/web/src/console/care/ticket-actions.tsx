import type { Ticket, TicketState } from '@larder/contracts/ticket'
import { type FormEvent, type ReactNode, useState } from 'react'
import { post, type Refusal } from '../../api.ts'
import { useLanguage } from '../../language/language.tsx'
import type { MessageKey } from '../../language/say.ts'
import { Icon, type IconName } from '../../look/icon.tsx'
import { AssignForm } from '../assign-form.tsx'
import { Failure } from '../failure.tsx'
import { useKnown } from '../known.tsx'
import { carePaths } from './care-paths.ts'
import { MergeForm } from './merge-form.tsx'
import { ProposeForm } from './propose-form.tsx'
import { refusalOf } from './refusal-of.ts'

type Verb = 'assign' | 'merge' | 'hand-on' | 'note' | 'answer' | 'compensate' | Move
type Move = 'in-progress' | 'waiting' | 'resolved' | 'closed'

const movesFrom: Record<TicketState, Move[]> = {
  open: ['in-progress', 'waiting', 'resolved'],
  'in-progress': ['waiting', 'resolved'],
  waiting: ['in-progress', 'resolved'],
  resolved: ['in-progress', 'closed'],
  closed: [],
}
const icons: Record<Verb, IconName> = {
  assign: 'assign',
  merge: 'copy',
  'hand-on': 'next',
  note: 'comment',
  answer: 'check',
  compensate: 'coupon',
  'in-progress': 'next',
  waiting: 'clock',
  resolved: 'ok',
  closed: 'ok',
}

/** What a person can do about a ticket; each step goes into its history with who, when and why. */
export function TicketActions({ ticket }: { ticket: Ticket }) {
  const { t } = useLanguage()
  const { live } = useKnown()
  const [verb, setVerb] = useState<Verb | null>(null)
  const [failure, setFailure] = useState<Refusal | null>(null)
  const { id, state, order } = ticket
  const verbs: Verb[] = [
    'assign',
    'answer',
    'note',
    ...(order === null ? [] : ['compensate' as const]),
    ...(state === 'resolved' || state === 'closed' ? [] : (['hand-on', 'merge'] as const)),
    ...movesFrom[state],
  ]
  const nameOf = (one: Verb): string => {
    if (one === 'in-progress' && state === 'resolved') return t('ticket.to.reopen')
    const isMove = one === 'in-progress' || one === 'waiting' || one === 'resolved' || one === 'closed'
    return t(isMove ? `ticket.to.${one}` : `ticket.${one}`)
  }
  const act = async (path: 'assign' | 'notes' | 'move' | 'merge' | 'hand-on', body: object): Promise<void> => {
    setFailure(null)
    try {
      live.learnTicket(await post(carePaths.ticketVerb(id, path), body))
      setVerb(null)
    } catch (cause) {
      setFailure(refusalOf(cause))
    }
  }

  return (
    <section className="actions">
      <div className="action-bar">
        {verbs.map((one) => (
          <button
            key={one}
            type="button"
            className="button"
            aria-pressed={verb === one}
            onClick={() => setVerb(verb === one ? null : one)}
          >
            <Icon name={icons[one]} size={18} />
            {nameOf(one)}
          </button>
        ))}
      </div>
      {failure !== null && <Failure failure={failure} />}
      {verb === 'assign' && <AssignForm onSubmit={(to) => act('assign', { to })} />}
      {verb === 'merge' && <MergeForm ticket={ticket} onSubmit={(merge) => act('merge', merge)} />}
      {verb === 'hand-on' && (
        <TextForm
          key="hand-on"
          label="ticket.reason"
          submit={t('ticket.hand-on')}
          least={3}
          most={500}
          onSubmit={(reason) => act('hand-on', { reason })}
        >
          <p className="muted small">{t('ticket.hand-on.hint')}</p>
        </TextForm>
      )}
      {verb === 'note' && (
        <TextForm
          key="note"
          label="ticket.note.text"
          submit={t('ticket.note.add')}
          onSubmit={(text) => act('notes', { text })}
        />
      )}
      {verb === 'answer' && (
        <TextForm
          key="answer"
          label="ticket.answer.text"
          submit={t('ticket.answer.add')}
          onSubmit={(text) => act('notes', { text, told: true })}
        />
      )}
      {verb === 'compensate' && order !== null && <ProposeForm ticket={ticket} order={order} />}
      {(verb === 'in-progress' || verb === 'waiting' || verb === 'resolved' || verb === 'closed') && (
        <TextForm
          key={verb}
          label="ticket.reason"
          submit={nameOf(verb)}
          least={3}
          most={500}
          onSubmit={(reason) => act('move', { to: verb, reason })}
        >
          <p className="muted small">{t('ticket.reason.hint')}</p>
        </TextForm>
      )}
    </section>
  )
}

interface TextFormProps {
  label: MessageKey
  submit: string
  least?: number
  most?: number
  onSubmit(text: string): Promise<void>
  children?: ReactNode
}

function TextForm({ label, submit, least = 1, most = 2000, onSubmit, children }: TextFormProps) {
  const { t } = useLanguage()
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setBusy(true)
    await onSubmit(text.trim())
    setBusy(false)
  }
  return (
    <form className="action-form" onSubmit={send}>
      <label className="field">
        {t(label)}
        <textarea rows={2} value={text} required maxLength={most} onChange={(event) => setText(event.target.value)} />
      </label>
      {children}
      <div className="form-end">
        <button type="submit" className="button primary" disabled={busy || text.trim().length < least}>
          {submit}
        </button>
      </div>
    </form>
  )
}

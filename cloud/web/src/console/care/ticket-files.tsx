import type { Ticket, TicketAttachment } from '@larder/contracts/ticket'
import { type ChangeEvent, useState } from 'react'
import { postFile, type Refusal } from '../../api.ts'
import { useLanguage } from '../../language/language.tsx'
import { Icon } from '../../look/icon.tsx'
import { Failure } from '../failure.tsx'
import { carePaths } from './care-paths.ts'
import { refusalOf } from './refusal-of.ts'

const mostFiles = 10

/** Photos of the damage and documents; pictures are shown, documents are saved. */
export function TicketFiles({ ticket }: { ticket: Ticket }) {
  const { t } = useLanguage()
  const [failure, setFailure] = useState<Refusal | null>(null)
  const [busy, setBusy] = useState(false)
  const { id, attachments, state } = ticket
  const add = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const input = event.currentTarget
    setBusy(true)
    setFailure(null)
    try {
      // One after the other: each is a photo of several megabytes. The event stream brings the ticket with it.
      for (const file of input.files ?? []) await postFile(carePaths.attachments(id), file)
    } catch (cause) {
      setFailure(refusalOf(cause))
    } finally {
      setBusy(false)
      input.value = ''
    }
  }
  return (
    <section className="ticket-files">
      <h3>{t('ticket.files')}</h3>
      {attachments.length > 0 && (
        <ul>
          {attachments.map((one) => (
            <FileTile key={one.id} ticket={id} file={one} />
          ))}
        </ul>
      )}
      {state !== 'closed' && attachments.length < mostFiles && (
        <label className="button">
          <Icon name="upload" size={18} />
          {t(busy ? 'ticket.files.adding' : 'ticket.files.add')}
          <input
            type="file"
            className="unseen"
            multiple
            accept="image/jpeg,image/png,image/webp,application/pdf"
            disabled={busy}
            onChange={add}
          />
        </label>
      )}
      {failure !== null && <Failure failure={failure} />}
      <p className="muted small">{t('ticket.files.text')}</p>
    </section>
  )
}

function FileTile({ ticket, file }: { ticket: string; file: TicketAttachment }) {
  const { t, format } = useLanguage()
  const address = carePaths.attachment(ticket, file.id)
  const by = file.by === 'customer' ? t('by.customer') : file.by
  const told = `${by}, ${format.dateTime(file.atMs)}, ${format.bytes(file.bytes)}`
  return (
    <li>
      <a href={address} target="_blank" rel="noreferrer" title={told}>
        {file.mime === 'application/pdf' ? (
          <span className="ticket-document">
            <Icon name="records" size={28} />
            PDF
          </span>
        ) : (
          <img src={address} alt={told} loading="lazy" />
        )}
      </a>
    </li>
  )
}

import type { FiledReport } from '@larder/contracts/report-version'
import type { ComplaintAnswer, Scene } from '@larder/contracts/ticket'
import { type FormEvent, useState } from 'react'
import { complain, type Path, postFile } from '../api.ts'
import type { ReportKey } from '../language/report-en.ts'
import { useLanguage } from '../language/report-language.tsx'
import { Icon } from '../look/icon.tsx'
import { ComplaintPhotos } from './complaint-photos.tsx'
import { Dialog } from './dialog.tsx'
import { whyRefused } from './refused.ts'

/** What someone with the food in hand reports most, first; `felt-ill` is never hidden further down. */
const scenes: Scene[] = [
  'spoiled',
  'warm-on-arrival',
  'late-delivery',
  'missing-item',
  'wrong-item',
  'packaging-damaged',
  'crushed-or-leaking',
  'short-weight',
  'foreign-object',
  'past-date',
  'not-as-described',
  'not-received',
  'felt-ill',
  'refund',
  'return',
  'exchange',
  'other',
]
/** China's and Europe's emergency numbers. */
const emergency = '120 / 112'

/** A complaint with this very report as its evidence. What was written stays until it has been taken. */
export default function ComplaintDialog({
  token,
  report,
  onClose,
}: {
  token: string
  report: FiledReport
  onClose: () => void
}) {
  const { t, pick, format, language } = useLanguage()
  const [scene, setScene] = useState<Scene | null>(null)
  const [answer, setAnswer] = useState<ComplaintAnswer | null>(null)
  const [sending, setSending] = useState(false)
  const [photos, setPhotos] = useState<File[]>([])
  const [unsent, setUnsent] = useState<string | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  // Sending again after a lost answer must not open a second ticket.
  const [key] = useState(() => crypto.getRandomValues(new Uint32Array(4)).join('-'))

  const send = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    if (scene === null) return
    const given = new FormData(event.currentTarget)
    const text = (name: string): string => String(given.get(name) ?? '').trim()
    const [lot, contact] = [text('lot'), text('contact')]
    setSending(true)
    setFault(null)
    try {
      const more = { ...(lot === '' ? {} : { lot }), ...(contact === '' ? {} : { contact }) }
      const taken = await complain(token, key, { scene, text: text('text'), language, ...more })
      await sendPhotos(taken.ticket)
      setAnswer(taken)
    } catch (cause) {
      setFault(t('complaint.failed', { message: whyRefused(cause, t) }))
    } finally {
      setSending(false)
    }
  }

  /** The complaint stands whatever becomes of its photos. */
  const sendPhotos = async (ticket: string): Promise<void> => {
    const path: Path<unknown> = `/api/public/reports/${encodeURIComponent(token)}/tickets/${ticket}/attachments`
    for (const [index, photo] of photos.entries()) {
      try {
        await postFile(path, photo)
      } catch (cause) {
        setUnsent(t('complaint.photos.failed', { n: photos.length - index, message: whyRefused(cause, t) }))
        return
      }
    }
  }

  if (answer !== null) {
    return (
      <Dialog title={t('complaint.done')} onClose={onClose}>
        <p className="complaint-done">
          <Icon name="ok" size={44} />
          <strong>{t('complaint.reference', { reference: answer.reference })}</strong>
        </p>
        {answer.appended && <p>{t('complaint.appended')}</p>}
        {answer.answerDueAtMs !== null && <p>{t('complaint.due', { at: format.dateTime(answer.answerDueAtMs) })}</p>}
        {unsent !== null && (
          <p role="alert" className="fault">
            {unsent}
          </p>
        )}
        <button type="button" className="button primary wide" onClick={onClose}>
          {t('close')}
        </button>
      </Dialog>
    )
  }
  return (
    <Dialog title={t('complaint.title')} onClose={onClose}>
      <p className="muted">{t('complaint.lead')}</p>
      <form className="complaint" onSubmit={send}>
        <fieldset className="choices">
          <legend>{t('complaint.scene')}</legend>
          {scenes.map((one) => (
            <label key={one} className="choice-pill">
              <input type="radio" name="scene" required checked={scene === one} onChange={() => setScene(one)} />
              {t(`scene.${one}` as ReportKey)}
            </label>
          ))}
        </fieldset>
        {scene === 'felt-ill' && (
          <p className="notice critical">
            <Icon name="critical" size={20} />
            <span>{t('complaint.ill', { number: emergency })}</span>
          </p>
        )}
        {report.lots.length > 1 && (
          <label className="labelled">
            {t('complaint.lot')}
            <select name="lot">
              <option value="">{t('complaint.lot.all')}</option>
              {report.lots.map(({ lot, product }) => (
                <option key={lot.id} value={lot.id}>
                  {pick(product.name)} · {lot.id}
                </option>
              ))}
            </select>
          </label>
        )}
        <label className="labelled">
          {t('complaint.text')}
          <textarea name="text" required maxLength={2000} rows={4} placeholder={t('complaint.text.hint')} />
        </label>
        <ComplaintPhotos photos={photos} onChange={setPhotos} />
        <label className="labelled">
          {t('complaint.contact')}
          <input name="contact" maxLength={120} minLength={3} autoComplete="tel" />
          <small className="muted">{t('complaint.contact.hint')}</small>
        </label>
        <p role="alert" className="fault">
          {fault}
        </p>
        <button type="submit" className="button primary wide" disabled={sending}>
          {t(sending ? 'complaint.sending' : 'complaint.send')}
        </button>
      </form>
    </Dialog>
  )
}

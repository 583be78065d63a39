import type { ImportOutcome } from '@larder/contracts/console'
import { type FormEvent, useState } from 'react'
import { type ImportKind, importCsv, Refusal } from '../api.ts'
import { useLanguage } from '../language/language.tsx'
import { Icon } from '../look/icon.tsx'
import { Drawer } from './drawer.tsx'
import { Failure } from './failure.tsx'
import { faultWords } from './refusal-words.ts'

const kinds: ImportKind[] = [
  'products',
  'lots',
  'orders',
  'consignments',
  'sorting-records',
  'calibrations',
  'receipts',
  'transformations',
  'stores',
  'product-cards',
  'shelf-items',
  'offers',
]

export function ImportDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useLanguage()
  const [outcome, setOutcome] = useState<ImportOutcome | null>(null)
  const [failure, setFailure] = useState<Refusal | null>(null)
  const [busy, setBusy] = useState(false)

  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const file = form.get('file')
    if (!(file instanceof File)) return
    setBusy(true)
    setOutcome(null)
    setFailure(null)
    try {
      setOutcome(await importCsv(form.get('kind') as ImportKind, file))
    } catch (cause) {
      setFailure(cause instanceof Refusal ? cause : new Refusal(0, String(cause)))
    } finally {
      setBusy(false)
    }
  }

  return (
    <Drawer title={t('goods.import.title')} onClose={onClose}>
      <p>{t('goods.import.text')}</p>
      <form className="action-form" onSubmit={submit}>
        <label className="field">
          {t('goods.import.kind')}
          <select name="kind" defaultValue="lots">
            {kinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(`goods.import.${kind}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          {t('goods.import.file')}
          <input name="file" type="file" accept=".csv,text/csv,.json,application/json" required />
        </label>
        <div className="form-end">
          <button type="submit" className="button primary" disabled={busy}>
            {t('goods.import.submit')}
          </button>
        </div>
      </form>
      {failure !== null && <Failure failure={failure} />}
      <div aria-live="polite">{outcome !== null && <Outcome outcome={outcome} />}</div>
    </Drawer>
  )
}

function Outcome({ outcome }: { outcome: ImportOutcome }) {
  const { t } = useLanguage()
  if (outcome.errors.length === 0) {
    return (
      <p className="notice ok">
        <Icon name="ok" />
        {t('goods.import.done', { imported: outcome.imported, unchanged: outcome.unchanged })}
      </p>
    )
  }
  return (
    <>
      <p className="notice critical">
        <Icon name="warning" />
        {t('goods.import.refused', { n: outcome.errors.length })}
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('goods.import.line')}</th>
            <th scope="col">{t('goods.import.field')}</th>
            <th scope="col">{t('goods.import.fault')}</th>
          </tr>
        </thead>
        <tbody>
          {outcome.errors.map((error) => (
            <tr key={`${error.line}/${error.field}/${error.message}`}>
              <td className="figure-left">{error.line}</td>
              <td>
                <code>{error.field}</code>
              </td>
              <td>{faultWords(error.message, t)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

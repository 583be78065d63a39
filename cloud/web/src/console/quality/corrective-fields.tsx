import type { Situation } from '@larder/contracts/situation'
import { useState } from 'react'
import { useLanguage } from '../../language/language.tsx'
import { useResource } from '../../resource.ts'
import { useKnown } from '../known.tsx'
import { qualityPaths } from './quality-paths.ts'
import { textOf } from './signed-form.tsx'

/** Closing an alert with a corrective action: what was done, on which lot, signed. Nothing where it is not ticked. */
export function CorrectiveFields({ situation }: { situation: Situation }) {
  const { t } = useLanguage()
  const [logged, setLogged] = useState(false)
  return (
    <>
      <label className="tick">
        <input type="checkbox" checked={logged} onChange={(event) => setLogged(event.target.checked)} />
        {t('quality.alert.log')}
      </label>
      {logged && <Fields situation={situation} />}
    </>
  )
}

function Fields({ situation }: { situation: Situation }) {
  const { t, pick } = useLanguage()
  const { session } = useKnown()
  const actions = useResource(qualityPaths.correctiveActions).value?.[situation.cause] ?? []
  const lots = useResource(qualityPaths.lotsAtAlert(situation.id)).value ?? []
  return (
    <>
      <label className="field">
        {t('quality.corrective-action')}
        <select name="correctiveAction" required>
          {actions.map((one) => (
            <option key={one.en} value={pick(one)}>
              {pick(one)}
            </option>
          ))}
        </select>
      </label>
      {lots.length > 0 && (
        <label className="field">
          {t('quality.lot.optional')}
          <select name="lot">
            <option value="">–</option>
            {lots.map((lot) => (
              <option key={lot} value={lot}>
                {lot}
              </option>
            ))}
          </select>
        </label>
      )}
      <label className="field">
        {t('quality.sign', { name: session.name })}
        <input name="password" type="password" autoComplete="current-password" required maxLength={200} />
      </label>
    </>
  )
}

/** What these fields say, as the API takes it. */
export function correctiveActionOf(form: FormData): { correctiveAction?: object } {
  const action = textOf(form, 'correctiveAction')
  if (action === '') return {}
  const lot = textOf(form, 'lot')
  return { correctiveAction: { action, ...(lot === '' ? {} : { lot }), password: form.get('password') } }
}

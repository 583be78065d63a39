import { useState } from 'react'
import { post } from '../../api.ts'
import { useLanguage } from '../../language/language.tsx'
import { useKnown } from '../known.tsx'
import { localInput, localInstant } from './local-instant.ts'
import { LotField } from './lot-field.tsx'
import { qualityPaths } from './quality-paths.ts'
import { SignedForm, textOf } from './signed-form.tsx'

/** One observation, entered when it is made. */
export function HaccpForm({ onDone }: { onDone: () => void }) {
  const { t, pick } = useLanguage()
  const { places } = useKnown()
  const [site, setSite] = useState(places.sites[0]?.id ?? '')
  const assets = places.sites.find(({ id }) => id === site)?.assets ?? []
  const submit = async (form: FormData): Promise<void> => {
    const [asset, lot] = [textOf(form, 'asset'), textOf(form, 'lot')]
    await post(qualityPaths.enter, {
      observedAt: localInstant(textOf(form, 'observedAt')),
      site,
      ...(asset === '' ? {} : { asset }),
      ...(lot === '' ? {} : { lot }),
      what: textOf(form, 'what'),
      value: textOf(form, 'value'),
      correctiveAction: textOf(form, 'correctiveAction'),
      password: form.get('password'),
    })
    onDone()
  }
  return (
    <SignedForm submit={t('quality.haccp.enter')} onSubmit={submit}>
      <label className="field">
        {t('quality.haccp.observed')}
        <input name="observedAt" type="datetime-local" required defaultValue={localInput(Date.now())} />
      </label>
      <label className="field">
        {t('quality.store')}
        <select value={site} onChange={(event) => setSite(event.target.value)}>
          {places.sites.map((one) => (
            <option key={one.id} value={one.id}>
              {pick(one.name)}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        {t('quality.place')}
        <select name="asset">
          <option value="">–</option>
          {assets.map((one) => (
            <option key={one.id} value={one.id}>
              {pick(one.name)}
            </option>
          ))}
        </select>
      </label>
      <LotField name="lot" label={t('quality.lot.optional')} required={false} />
      <label className="field">
        {t('quality.haccp.what')}
        <input name="what" required minLength={2} maxLength={200} placeholder={t('quality.haccp.what.hint')} />
      </label>
      <label className="field">
        {t('quality.haccp.value')}
        <input name="value" required maxLength={120} placeholder="1.8 °C" />
      </label>
      <label className="field">
        {t('quality.corrective-action')}
        <input name="correctiveAction" maxLength={500} />
      </label>
    </SignedForm>
  )
}

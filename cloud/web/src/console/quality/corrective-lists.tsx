import { type Cause, cause } from '@larder/contracts/situation'
import { useState } from 'react'
import { post } from '../../api.ts'
import { useLanguage } from '../../language/language.tsx'
import { useResource } from '../../resource.ts'
import { Drawer } from '../drawer.tsx'
import { linesOf, parseLines } from './corrective-lines.ts'
import { qualityPaths } from './quality-paths.ts'
import { SignedForm, textOf } from './signed-form.tsx'

/** The list of corrective actions that closing an alert of a cause offers, one a line. */
export function CorrectiveLists({ onClose }: { onClose: () => void }) {
  const { t } = useLanguage()
  const [chosen, setChosen] = useState<Cause>('too-warm')
  const lists = useResource(qualityPaths.correctiveActions).value
  const submit = async (form: FormData): Promise<void> => {
    await post(qualityPaths.correctiveActions, { cause: chosen, actions: parseLines(textOf(form, 'lines')) })
    onClose()
  }
  return (
    <Drawer title={t('quality.corrective.lists')} onClose={onClose}>
      <SignedForm submit={t('quality.corrective.save')} signed={false} onSubmit={submit}>
        <label className="field">
          {t('quality.corrective.cause')}
          <select value={chosen} onChange={(event) => setChosen(event.target.value as Cause)}>
            {cause.options.map((one) => (
              <option key={one} value={one}>
                {t(`cause.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          {t('quality.corrective.lines')}
          <textarea
            key={`${chosen} ${lists === undefined}`}
            name="lines"
            rows={8}
            required
            defaultValue={linesOf(lists?.[chosen] ?? [])}
          />
        </label>
      </SignedForm>
    </Drawer>
  )
}

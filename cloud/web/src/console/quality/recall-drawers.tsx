import { hazard, type Recall } from '@larder/contracts/standing'
import { post } from '../../api.ts'
import { useLanguage } from '../../language/language.tsx'
import { Icon } from '../../look/icon.tsx'
import { Drawer } from '../drawer.tsx'
import { LotField } from './lot-field.tsx'
import { qualityPaths } from './quality-paths.ts'
import { SignedForm, textOf } from './signed-form.tsx'

interface DrawerProps {
  onClose(): void
  onDone(): void
}

export function RecallDrawer({ onClose, onDone }: DrawerProps) {
  const { t } = useLanguage()
  const submit = async (form: FormData): Promise<void> => {
    await post(qualityPaths.markRecall, {
      lot: textOf(form, 'lot'),
      hazard: textOf(form, 'hazard'),
      scope: textOf(form, 'scope'),
      reason: textOf(form, 'reason'),
      password: form.get('password'),
    })
    onDone()
    onClose()
  }
  return (
    <Drawer title={t('quality.recall')} onClose={onClose}>
      <p className="notice critical">
        <Icon name="critical" />
        {t('quality.recall.warning')}
      </p>
      <SignedForm submit={t('quality.recall')} danger onSubmit={submit}>
        <LotField name="lot" label={t('quality.lot')} />
        <label className="field">
          {t('quality.hazard')}
          <select name="hazard">
            {hazard.options.map((one) => (
              <option key={one} value={one}>
                {t(`hazard.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          {t('quality.scope')}
          <select name="scope">
            <option value="lot-and-descendants">{t('quality.scope.lot-and-descendants')}</option>
            <option value="lot-only">{t('quality.scope.lot-only')}</option>
          </select>
        </label>
        <label className="field">
          {t('quality.recall.reason')}
          <textarea name="reason" rows={2} minLength={3} maxLength={500} required />
        </label>
      </SignedForm>
    </Drawer>
  )
}

export function LiftDrawer({ recall, onClose, onDone }: DrawerProps & { recall: Recall }) {
  const { t } = useLanguage()
  const submit = async (form: FormData): Promise<void> => {
    await post(qualityPaths.lift(recall.id), { why: textOf(form, 'why'), password: form.get('password') })
    onDone()
    onClose()
  }
  return (
    <Drawer title={`${t('quality.lift')} · ${recall.lot}`} onClose={onClose}>
      <p>{t('quality.lift.text')}</p>
      <SignedForm submit={t('quality.lift')} onSubmit={submit}>
        <label className="field">
          {t('quality.why')}
          <textarea name="why" rows={2} minLength={3} maxLength={500} required />
        </label>
      </SignedForm>
    </Drawer>
  )
}

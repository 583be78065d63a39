import { role } from '@larder/contracts/account'
import { useLanguage } from '../../language/language.tsx'
import type { CapField, PolicyDraft } from './policy-draft.ts'

/** What is wrong, by the path of the field in the policy. */
export type FieldFaults = Record<string, string>

interface LimitsEditorProps {
  draft: PolicyDraft
  faults: FieldFaults
  onChange(draft: PolicyDraft): void
}

/** Caps, and who may approve how much. */
export function LimitsEditor({ draft, faults, onChange }: LimitsEditorProps) {
  const { t } = useLanguage()
  const cap = (field: CapField, name: string) => (
    <Figure
      key={field}
      name={name}
      value={draft.caps[field]}
      fault={faults[`caps.${field}`]}
      onChange={(value) => onChange({ ...draft, caps: { ...draft.caps, [field]: value } })}
    />
  )
  const times = t('policy.cap.payouts')
  const money = t('policy.cap.yuan')
  const [day, month] = [t('policy.cap.customer-day'), t('policy.cap.customer-month')]
  return (
    <div className="limits">
      <section>
        <h3>{t('policy.caps')}</h3>
        <p className="muted small">{t('policy.caps.text')}</p>
        <div className="limit-fields">
          {cap('customerDay.payouts', `${day} (${times})`)}
          {cap('customerDay.fen', `${day} (${money})`)}
          {cap('customerMonth.payouts', `${month} (${times})`)}
          {cap('customerMonth.fen', `${month} (${money})`)}
          {cap('allDayFen', t('policy.cap.all-day'))}
          {cap('allMonthFen', t('policy.cap.all-month'))}
        </div>
      </section>
      <section>
        <h3>{t('policy.approval')}</h3>
        <p className="muted small">{t('policy.approval.text')}</p>
        <div className="limit-fields">
          {role.options.map((one) => (
            <Figure
              key={one}
              name={t(`role.${one}`)}
              value={draft.approval[one]}
              placeholder={t('policy.approval.any')}
              fault={faults[`approval.${one}`]}
              onChange={(value) => onChange({ ...draft, approval: { ...draft.approval, [one]: value } })}
            />
          ))}
        </div>
      </section>
    </div>
  )
}

interface FigureProps {
  name: string
  value: string
  placeholder?: string
  fault: string | undefined
  onChange(value: string): void
}

function Figure({ name, value, placeholder, fault, onChange }: FigureProps) {
  return (
    <label className="field">
      {name}
      <input
        value={value}
        placeholder={placeholder}
        inputMode="decimal"
        aria-invalid={fault !== undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      {fault !== undefined && <small className="field-fault">{fault}</small>}
    </label>
  )
}

import {
  type CompensationCause,
  type CompensationForm,
  compensationCause,
  compensationForm,
  measureOf,
} from '@larder/contracts/compensation'
import type { ReactNode } from 'react'
import { useLanguage } from '../../language/language.tsx'
import { Icon } from '../../look/icon.tsx'
import type { FieldFaults } from './limits-editor.tsx'
import type { TierDraft } from './policy-draft.ts'

interface TierTableProps {
  tiers: readonly TierDraft[]
  faults: FieldFaults
  mayEdit: boolean
  onChange(tiers: TierDraft[]): void
}

const columns = ['cause', 'from', 'form', 'amount', 'share', 'minimum', 'valid'] as const

/** One row a tier: what it is for, from how much on, and what is paid. */
export function TierTable({ tiers, faults, mayEdit, onChange }: TierTableProps) {
  const { t } = useLanguage()
  const add = (): void => {
    const key = Math.max(0, ...tiers.map((one) => one.key)) + 1
    const tier = {
      cause: 'late-delivery',
      form: 'coupon',
      from: '',
      amount: '',
      share: '100',
      minimum: '0',
      days: '30',
    }
    onChange([...tiers, { key, ...tier } as TierDraft])
  }
  return (
    <>
      <div className="scroll-x">
        <table className="stacking tiers">
          <thead>
            <tr>
              {columns.map((name) => (
                <th key={name} scope="col">
                  {t(`policy.${name}`)}
                </th>
              ))}
              <th scope="col">
                <span className="unseen">{t('policy.remove')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {tiers.map((tier, index) => (
              <TierRow
                key={tier.key}
                tier={tier}
                index={index}
                faults={faults}
                mayEdit={mayEdit}
                onChange={(next) => onChange(tiers.with(index, next))}
                onRemove={() => onChange(tiers.toSpliced(index, 1))}
              />
            ))}
          </tbody>
        </table>
      </div>
      {mayEdit && (
        <button type="button" className="button" onClick={add}>
          <Icon name="plus" size={18} />
          {t('policy.add')}
        </button>
      )}
    </>
  )
}

interface TierRowProps {
  tier: TierDraft
  index: number
  faults: FieldFaults
  mayEdit: boolean
  onChange(tier: TierDraft): void
  onRemove(): void
}

function TierRow({ tier, index, faults, mayEdit, onChange, onRemove }: TierRowProps) {
  const { t } = useLanguage()
  const row = t('policy.row', { n: index + 1 })
  const figure = (
    name: 'from' | 'amount' | 'share' | 'minimum' | 'days',
    field: string,
    column: (typeof columns)[number],
  ) => {
    const fault = faults[`tiers.${index}.${field}`]
    return (
      <>
        <input
          value={tier[name]}
          inputMode="decimal"
          aria-label={`${row}: ${t(`policy.${column}`)}`}
          aria-invalid={fault !== undefined}
          onChange={(event) => onChange({ ...tier, [name]: event.target.value })}
        />
        {fault !== undefined && <small className="field-fault">{fault}</small>}
      </>
    )
  }
  const cell = (column: (typeof columns)[number], content: ReactNode) => (
    <td data-label={t(`policy.${column}`)} className={content === '–' ? 'nothing' : undefined}>
      {content}
    </td>
  )
  const isRefund = tier.form === 'refund'
  const measure = measureOf[tier.cause]
  const severity = (
    <select
      value={Number(tier.from) >= 2 ? '2' : '1'}
      aria-label={`${row}: ${t('policy.from')}`}
      onChange={(event) => onChange({ ...tier, from: event.target.value })}
    >
      <option value="1">{t('severity.warning')}</option>
      <option value="2">{t('severity.critical')}</option>
    </select>
  )
  const changeCause = (cause: CompensationCause): void =>
    onChange({ ...tier, cause, from: measureOf[cause] === measure ? tier.from : '1' })
  return (
    <tr>
      {cell(
        'cause',
        <select
          value={tier.cause}
          aria-label={`${row}: ${t('policy.cause')}`}
          onChange={(event) => changeCause(event.target.value as CompensationCause)}
        >
          {compensationCause.options.map((one) => (
            <option key={one} value={one}>
              {t(`payout.cause.${one}`)}
            </option>
          ))}
        </select>,
      )}
      {cell(
        'from',
        measure === 'severity' ? severity : withUnit(figure('from', 'from', 'from'), t(`payout.unit.${measure}`)),
      )}
      {cell(
        'form',
        <select
          value={tier.form}
          aria-label={`${row}: ${t('policy.form')}`}
          onChange={(event) => onChange({ ...tier, form: event.target.value as CompensationForm })}
        >
          {compensationForm.options.map((one) => (
            <option key={one} value={one}>
              {t(`payout.form.${one}`)}
            </option>
          ))}
        </select>,
      )}
      {cell('amount', withUnit(figure('amount', 'amountFen', 'amount'), isRefund ? t('policy.amount.most') : ''))}
      {cell('share', isRefund ? figure('share', 'sharePercent', 'share') : '–')}
      {cell('minimum', isRefund ? '–' : figure('minimum', 'minimumSpendFen', 'minimum'))}
      {cell('valid', isRefund ? '–' : figure('days', 'validDays', 'valid'))}
      <td className="row-end">
        {mayEdit && (
          <button
            type="button"
            className="button quiet square"
            aria-label={`${row}: ${t('policy.remove')}`}
            title={t('policy.remove')}
            onClick={onRemove}
          >
            <Icon name="close" size={18} />
          </button>
        )}
      </td>
    </tr>
  )
}

const withUnit = (input: ReactNode, unit: string): ReactNode => (
  <span className="with-unit">
    {unit !== '' && <small className="muted">{unit}</small>}
    <span>{input}</span>
  </span>
)

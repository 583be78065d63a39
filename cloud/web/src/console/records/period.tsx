import { useState } from 'react'
import { useLanguage } from '../../language/language.tsx'

const dayMs = 86_400_000
const days = [7, 30, 90]

export interface Period {
  fromMs: number
  /** exclusive */
  untilMs: number
}

/** Whole days: the last week, month or quarter at a touch, or any from and until. */
export function usePeriod(): [Period, (period: Period) => void] {
  const [period, setPeriod] = useState<Period>(() => lastDays(30))
  return [period, setPeriod]
}

const startOfToday = () => new Date().setHours(0, 0, 0, 0)
const lastDays = (count: number): Period => {
  const today = startOfToday()
  return { fromMs: new Date(today).setDate(new Date(today).getDate() - count + 1), untilMs: today + dayMs }
}

/** A day as a date input writes it, by the reader's own clock. */
const dayOf = (atMs: number): string => {
  const date = new Date(atMs)
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`
}
const startOf = (day: string): number => new Date(`${day}T00:00`).getTime()

export function PeriodFields({ period, onChange }: { period: Period; onChange: (period: Period) => void }) {
  const { t } = useLanguage()
  const lastDay = dayOf(period.untilMs - 1)
  return (
    <div className="records-period">
      <div className="quick">
        {days.map((count) => (
          <button
            key={count}
            type="button"
            className="chip"
            aria-pressed={lastDays(count).fromMs === period.fromMs && lastDays(count).untilMs === period.untilMs}
            onClick={() => onChange(lastDays(count))}
          >
            {t('records.days', { n: count })}
          </button>
        ))}
      </div>
      <label className="field">
        {t('records.from')}
        <input
          type="date"
          value={dayOf(period.fromMs)}
          max={lastDay}
          onChange={({ target }) => target.value !== '' && onChange({ ...period, fromMs: startOf(target.value) })}
        />
      </label>
      <label className="field">
        {t('records.until')}
        <input
          type="date"
          value={lastDay}
          min={dayOf(period.fromMs)}
          onChange={({ target }) =>
            target.value !== '' && onChange({ ...period, untilMs: startOf(target.value) + dayMs })
          }
        />
      </label>
    </div>
  )
}

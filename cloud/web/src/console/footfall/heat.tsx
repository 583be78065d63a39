import type { FootfallReport } from '@larder/contracts/footfall-view'
import { type CSSProperties, useState } from 'react'
import { useLanguage } from '../../language/language.tsx'
import { Choice } from '../choice.tsx'
import { type HeatRow, hoursShown, rowsByDay, rowsByWeekday } from './heat-rows.ts'

/** Entries by hour against days: where the day is full, at a glance and in figures. */
export function Heat({ report }: { report: FootfallReport }) {
  const { t, format } = useLanguage()
  const [by, setBy] = useState<'weekday' | 'day'>('weekday')
  const rows = by === 'weekday' ? rowsByWeekday(report.days) : rowsByDay(report.days)
  const hours = hoursShown(rows)
  const most = Math.max(1, ...rows.flatMap((row) => row.hours.map((value) => value ?? 0)))
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{t('footfall.heat')}</h2>
        <Choice
          label={t('footfall.heat.by')}
          value={by}
          onChange={setBy}
          options={[
            { value: 'weekday', label: t('footfall.heat.weekday') },
            { value: 'day', label: t('footfall.heat.day') },
          ]}
        />
      </div>
      {hours.length === 0 ? (
        <p className="muted">{t('footfall.nothing')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: who scrolls by keyboard must be able to come here
        <section className="footfall-scroll" aria-label={t('footfall.heat')} tabIndex={0}>
          <table className="footfall-heat">
            <thead>
              <tr>
                <th scope="col">{t('footfall.hour')}</th>
                {hours.map((hour) => (
                  <th key={hour} scope="col">
                    {hour}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.key}>
                  <th scope="row">
                    <RowName row={row} />
                  </th>
                  {hours.map((hour) => {
                    const value = row.hours[hour] ?? null
                    return (
                      <td
                        key={hour}
                        className={value === null ? 'blank' : ''}
                        style={{ '--share': (value ?? 0) / most } as CSSProperties}
                      >
                        {value === null ? '' : format.number(value)}
                      </td>
                    )
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <p className="muted small">{t(by === 'weekday' ? 'footfall.heat.mean' : 'footfall.heat.sum')}</p>
    </section>
  )
}

function RowName({ row: { label } }: { row: HeatRow }) {
  const { language } = useLanguage()
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB'
  // 2026-11-01 was a Sunday.
  const at = typeof label === 'string' ? Date.parse(label) : Date.UTC(2026, 10, 1 + label)
  const how = typeof label === 'string' ? { weekday: 'short', day: 'numeric', month: 'numeric' } : { weekday: 'short' }
  return <>{new Intl.DateTimeFormat(locale, { ...how, timeZone: 'UTC' } as Intl.DateTimeFormatOptions).format(at)}</>
}

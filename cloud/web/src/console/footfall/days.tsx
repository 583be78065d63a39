import type { FootfallReport } from '@larder/contracts/footfall-view'
import { useLanguage } from '../../language/language.tsx'

/** Every day with what else is known of it: orders, the kiosk, offers, weather. */
export function Days({ report: { days } }: { report: FootfallReport }) {
  const { t, format, pick, language } = useLanguage()
  const dayName = new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    ...{ weekday: 'short', day: 'numeric', month: 'short' },
    timeZone: 'UTC',
  })
  const list = new Intl.ListFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { type: 'unit' })
  const counted = days.filter((day) => day.hours.some((hour) => hour !== null)).toReversed()
  return (
    <section className="panel">
      <h2>{t('footfall.days')}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: who scrolls by keyboard must be able to come here */}
      <section className="footfall-scroll tall" aria-label={t('footfall.days')} tabIndex={0}>
        <table>
          <thead>
            <tr>
              {(['day', 'visitors', 'in', 'out', 'orders', 'conversion', 'kiosk', 'weather', 'offers'] as const).map(
                (column) => (
                  <th key={column} scope="col">
                    {t(`footfall.column.${column}`)}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {counted.map((day) => (
              <tr key={day.day}>
                <th scope="row" className="nowrap">
                  {dayName.format(Date.parse(day.day))}
                </th>
                <td className="nowrap">
                  {format.number(day.visitors)}
                  {day.heldBack && <span title={t('footfall.define.held-back.text')}> *</span>}
                </td>
                <td className="nowrap">{format.number(day.in)}</td>
                <td className="nowrap">{format.number(day.out)}</td>
                <td className="nowrap">{format.number(day.orders)}</td>
                <td className="nowrap">
                  {day.conversion === null ? '–' : `${format.number(day.conversion * 100, 1)} %`}
                </td>
                <td className="nowrap">{format.number(day.kioskConversations)}</td>
                <td className="nowrap">
                  {day.weather === null
                    ? '–'
                    : `${format.celsius(day.weather.meanCelsius)} · ${format.number(day.weather.rainMm, 1)} mm`}
                </td>
                <td className="footfall-offers">{list.format(day.offers.map(({ name }) => pick(name)))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="muted small">{t('footfall.days.note')}</p>
    </section>
  )
}

import { useLanguage } from '../../language/language.tsx'
import { Icon } from '../../look/icon.tsx'
import type { Period } from './period.tsx'
import { exportAddress, listAddress, lists } from './records-api.ts'

/** The lists that authorities ask for, and all events, as files of the period. */
export function ListsPanel({ fromMs, untilMs }: Period) {
  const { t } = useLanguage()
  return (
    <ul className="records-lists">
      {lists.map((list) => (
        <li key={list} className="panel">
          <h2>{t(`records.${list}`)}</h2>
          <p className="muted">{t(`records.${list}.text`)}</p>
          <p className="plain-links">
            <a className="button" href={listAddress(list, 'xlsx', fromMs, untilMs)} download>
              <Icon name="download" size={18} />
              Excel
            </a>
            <a className="button" href={listAddress(list, 'csv', fromMs, untilMs)} download>
              CSV
            </a>
          </p>
        </li>
      ))}
      <li className="panel">
        <h2>EPCIS 2.0</h2>
        <p className="muted">{t('records.epcis.text')}</p>
        <p className="plain-links">
          <a className="button" href={exportAddress(fromMs, untilMs)} download>
            <Icon name="download" size={18} />
            JSON-LD
          </a>
        </p>
      </li>
    </ul>
  )
}

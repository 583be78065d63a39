import { useLanguage } from '../../language/language.tsx'

const defined = [
  'conversation',
  'resolution',
  'hand-off',
  'repeat',
  'first-answer',
  'person-wait',
  'csat',
  'topic',
  'kept',
] as const

/** What each figure means, where it is read. */
export function Definitions() {
  const { t } = useLanguage()
  return (
    <details className="disclosure">
      <summary>{t('service.definitions')}</summary>
      <ul className="service-definitions">
        {defined.map((one) => (
          <li key={one}>{t(`service.define.${one}`)}</li>
        ))}
      </ul>
    </details>
  )
}

import type { Refusal } from '../api.ts'
import { useLanguage } from '../language/language.tsx'
import { Icon } from '../look/icon.tsx'

/** Why something could not be shown, and the way on. */
export function Failure({ failure, onRetry }: { failure: Refusal; onRetry?: () => void }) {
  const { t } = useLanguage()
  return (
    <div className="notice critical" role="alert">
      <Icon name="warning" />
      <div>
        <strong>{t('failed.title')}</strong>
        <p>{failure.status === 0 ? t('failed.unreachable') : failure.message}</p>
        {failure.fields.length > 0 && (
          <ul>
            {failure.fields.map((one) => (
              <li key={one.field}>
                <code>{one.field}</code>: {one.message}
              </li>
            ))}
          </ul>
        )}
      </div>
      {onRetry !== undefined && (
        <button type="button" className="button" onClick={onRetry}>
          {t('try-again')}
        </button>
      )}
    </div>
  )
}

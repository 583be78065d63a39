import type { Refusal } from '../api.ts'
import { useLanguage } from '../language/language.tsx'
import { Icon } from '../look/icon.tsx'
import { faultWords, refusalWords } from './refusal-words.ts'

/** Why something could not be shown or done, and the way on. */
export function Failure({ failure, onRetry }: { failure: Refusal; onRetry?: () => void }) {
  const { t } = useLanguage()
  const words = refusalWords(failure, t)
  const fields = failure.fields.map(({ field, message }) => ({ field, fault: faultWords(message, t) }))
  const more = failure.status !== 0 && fields.length === 0 && words !== failure.message
  return (
    <div className="notice critical" role="alert">
      <Icon name="warning" />
      <div>
        <strong>{t(onRetry === undefined ? 'failed.refused' : 'failed.title')}</strong>
        <p>{words}</p>
        {more && (
          <p className="small muted" lang="en">
            {failure.message}
          </p>
        )}
        {fields.length > 0 && (
          <ul>
            {fields.map(({ field, fault }) => (
              <li key={field}>
                <code>{field}</code>: {fault}
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

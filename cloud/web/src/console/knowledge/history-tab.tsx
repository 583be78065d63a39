import type { Publication } from '@larder/contracts/knowledge'
import { Link } from 'wouter'
import { useLanguage } from '../../language/language.tsx'
import { useResource } from '../../resource.ts'
import { Empty } from '../empty.tsx'
import { Failure } from '../failure.tsx'
import { knowledgePaths } from './knowledge-paths.ts'

/** Every mind that was in use, newest first, with what the gate said of it. */
export function HistoryTab() {
  const { t } = useLanguage()
  const { value: mind, failure, reload } = useResource(knowledgePaths.mind)
  const publications = mind?.publications ?? []
  return (
    <>
      {failure !== undefined && <Failure failure={failure} onRetry={reload} />}
      {mind !== undefined && publications.length === 0 && (
        <Empty icon="knowledge" title={t('knowledge.history.none')}>
          {t('knowledge.history.none.text')}
        </Empty>
      )}
      {publications.length > 0 && (
        <div className="panel flush">
          <table className="stacking">
            <thead>
              <tr>
                <th scope="col">{t('knowledge.mind', { n: '' })}</th>
                <th scope="col">{t('knowledge.what')}</th>
                <th scope="col">{t('knowledge.why')}</th>
                <th scope="col">{t('knowledge.test-set')}</th>
                <th scope="col">{t('knowledge.who')}</th>
              </tr>
            </thead>
            <tbody>
              {publications.map((one) => (
                <PublicationRow key={one.mindVersion} publication={one} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}

function PublicationRow({ publication }: { publication: Publication }) {
  const { t, format } = useLanguage()
  const { mindVersion, action, article, version, why, gate, by, atMs } = publication
  return (
    <tr>
      <td className="nowrap">
        <strong>{t('knowledge.mind', { n: mindVersion })}</strong>
      </td>
      <td data-label={t('knowledge.what')}>
        {t(`knowledge.action.${action}`)}
        {article !== null && (
          <small>
            <Link href={`/knowledge/articles/${article}`}>{article}</Link>
            {version !== null && ` · ${t('knowledge.version', { n: version })}`}
          </small>
        )}
      </td>
      <td data-label={t('knowledge.why')} className="break">
        {why}
      </td>
      <td data-label={t('knowledge.test-set')}>
        {gate.map(({ language, accuracyBefore, accuracyAfter, lines }) => (
          <span key={language} className="knowledge-result">
            {t(`knowledge.language.${language}`)} {Math.round(accuracyBefore * lines)} →{' '}
            <strong>{Math.round(accuracyAfter * lines)}</strong> / {lines}
          </span>
        ))}
      </td>
      <td data-label={t('knowledge.who')}>
        {by} <small className="muted">{format.dateTime(atMs)}</small>
      </td>
    </tr>
  )
}

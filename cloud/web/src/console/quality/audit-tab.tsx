import { useDeferredValue, useState } from 'react'
import { useLanguage } from '../../language/language.tsx'
import { Icon } from '../../look/icon.tsx'
import { useResource } from '../../resource.ts'
import { Empty } from '../empty.tsx'
import { Failure } from '../failure.tsx'
import { actionWord, kindWord } from './audit-words.ts'
import { qualityPaths } from './quality-paths.ts'

/** What people decided, and whether the record of it is whole. */
export function AuditTab() {
  const { t, format } = useLanguage()
  const [subject, setSubject] = useState('')
  const asked = useDeferredValue(subject.trim())
  const { value: entries, failure, reload } = useResource(qualityPaths.audit(asked))
  const { value: verdict } = useResource(qualityPaths.auditVerdict)
  return (
    <section className="group">
      <div className="group-head">
        <h2>{t('quality.tab.audit')}</h2>
        <label className="search">
          <Icon name="search" />
          <span className="unseen">{t('quality.audit.search')}</span>
          <input
            type="search"
            placeholder={t('quality.audit.search')}
            value={subject}
            onChange={(event) => setSubject(event.target.value)}
          />
        </label>
      </div>
      {verdict?.intact === true && (
        <p className="notice ok">
          <Icon name="ok" />
          {t('quality.audit.intact', { n: verdict.entries })}
        </p>
      )}
      {verdict?.intact === false && (
        <p className="notice critical" role="alert">
          <Icon name="critical" />
          {t('quality.audit.broken', { n: verdict.ordinal })}
        </p>
      )}
      {failure !== undefined && <Failure failure={failure} onRetry={reload} />}
      {entries?.length === 0 && (
        <Empty icon="check" title={t('quality.audit.none')} command="npm run larder -- audit verify">
          {t('quality.audit.none.text')}
        </Empty>
      )}
      {entries !== undefined && entries.length > 0 && (
        <div className="panel flush">
          <table className="stacking">
            <thead>
              <tr>
                <th scope="col">#</th>
                <th scope="col">{t('quality.when')}</th>
                <th scope="col">{t('quality.audit.who')}</th>
                <th scope="col">{t('quality.audit.what')}</th>
                <th scope="col">{t('quality.why')}</th>
                <th scope="col">{t('quality.audit.hash')}</th>
              </tr>
            </thead>
            <tbody>
              {entries.map((one) => (
                <tr key={one.ordinal}>
                  <td className="figure-left">{one.ordinal}</td>
                  <td data-label={t('quality.when')} className="nowrap">
                    {format.dateTime(one.atMs)}
                  </td>
                  <td data-label={t('quality.audit.who')}>{one.by}</td>
                  <td data-label={t('quality.audit.what')}>
                    <strong>{actionWord(one.action, t)}</strong> {one.subject}
                    <small className="muted">{kindWord(one.subjectKind, t)}</small>
                  </td>
                  <td data-label={t('quality.why')}>{one.why || '–'}</td>
                  <td data-label={t('quality.audit.hash')}>
                    <code title={one.hash}>{one.hash.slice(0, 10)}…</code>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

import type { ArticleDetail, ArticleVersion, PublishOutcome } from '@larder/contracts/knowledge'
import { useState } from 'react'
import { useLanguage } from '../../language/language.tsx'
import { useKnown } from '../known.tsx'
import { mayDecide } from '../quality/signed-form.tsx'
import { PublishPanel } from './publish-panel.tsx'
import { StateTag } from './state-tag.tsx'

/** Every version, and the way back to one that was approved. */
export function Versions({ article, onDone }: { article: ArticleDetail; onDone: (outcome: PublishOutcome) => void }) {
  const { t } = useLanguage()
  const { session } = useKnown()
  const { id, published, versions } = article
  /** The version to go back to; null takes the article out of use. */
  const [chosen, choose] = useState<number | null | undefined>(undefined)
  const mayPublish = mayDecide(session.role)
  const label = chosen === null ? t('knowledge.withdraw') : t('knowledge.roll-back')
  return (
    <section className="panel">
      <h2>{t('knowledge.versions')}</h2>
      <ol className="knowledge-versions">
        {versions.map((version) => (
          <li key={version.version}>
            <VersionLine version={version} inUse={version.version === published} />
            {mayPublish && version.version !== published && version.publishedAtMs !== null && (
              <button type="button" className="button" onClick={() => choose(version.version)}>
                {t('knowledge.roll-back')}
              </button>
            )}
            {mayPublish && version.version === published && (
              <button type="button" className="button" onClick={() => choose(null)}>
                {t('knowledge.withdraw')}
              </button>
            )}
          </li>
        ))}
      </ol>
      {chosen !== undefined && (
        <PublishPanel
          key={chosen}
          change={{ id, version: chosen }}
          label={chosen === null ? label : `${label}: ${t('knowledge.version', { n: chosen })}`}
          onDone={(outcome) => {
            choose(undefined)
            onDone(outcome)
          }}
        />
      )}
    </section>
  )
}

function VersionLine({ version, inUse }: { version: ArticleVersion; inUse: boolean }) {
  const { t, format } = useLanguage()
  const { authors, savedAtMs, reviewedBy, state, publishedAtMs } = version
  const facts = [
    t('knowledge.version.by', { authors: authors.join(t('knowledge.comma')), time: format.dateTime(savedAtMs) }),
    state === 'reviewed' && t('knowledge.version.reviewed', { by: reviewedBy ?? '' }),
    publishedAtMs !== null && t('knowledge.version.published', { time: format.dateTime(publishedAtMs) }),
  ].filter((words) => typeof words === 'string')
  return (
    <div>
      <p className="signs">
        <strong>{t('knowledge.version', { n: version.version })}</strong>
        {inUse ? (
          <span className="tag ok">{t('knowledge.in-use', { n: version.version })}</span>
        ) : (
          publishedAtMs === null && <StateTag state={state} />
        )}
      </p>
      <small className="muted">{facts.join(' · ')}</small>
    </div>
  )
}

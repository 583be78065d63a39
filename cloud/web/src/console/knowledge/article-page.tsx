import type { ArticleDetail, ArticleVersion, PublishOutcome } from '@larder/contracts/knowledge'
import { useState } from 'react'
import { post, Refusal } from '../../api.ts'
import { useLanguage } from '../../language/language.tsx'
import { useResource } from '../../resource.ts'
import { Failure } from '../failure.tsx'
import { InnerHead } from '../inner-head.tsx'
import { draftOf, textOfDraft } from './article-draft.ts'
import { ArticleFields } from './article-form.tsx'
import { knowledgePaths } from './knowledge-paths.ts'
import { PublishNotice, PublishPanel } from './publish-panel.tsx'
import { ReviewPanel } from './review-panel.tsx'
import { StateTag } from './state-tag.tsx'
import { Versions } from './versions.tsx'

/** One article: its newest version in a form, what is to be done with it, and every version before. */
export function ArticlePage({ id }: { id: string }) {
  const { t, pick } = useLanguage()
  const { value: article, failure, reload } = useResource(knowledgePaths.article(id))
  const [outcome, setOutcome] = useState<PublishOutcome | null>(null)
  const newest = article?.versions[0]
  const onPublished = (next: PublishOutcome): void => {
    setOutcome(next)
    reload()
  }
  return (
    <div className="page knowledge">
      <InnerHead
        parent={{ href: '/knowledge', name: t('nav.knowledge') }}
        title={(newest && pick(newest.text.title)) || id}
        under={<p className="muted">{id}</p>}
      >
        {article !== undefined && (
          <p className="signs">
            {article.published !== null && (
              <span className="tag ok">{t('knowledge.in-use', { n: article.published })}</span>
            )}
            {newest !== undefined && newest.publishedAtMs === null && <StateTag state={newest.state} />}
          </p>
        )}
      </InnerHead>
      {failure !== undefined && <Failure failure={failure} onRetry={reload} />}
      {outcome !== null && <PublishNotice outcome={outcome} />}
      {article !== undefined && newest !== undefined && (
        <>
          {newest.state === 'submitted' && <ReviewPanel article={article} version={newest} onDone={reload} />}
          {newest.state === 'reviewed' && newest.version !== article.published && newest.publishedAtMs === null && (
            <PublishPanel change={{ id, version: newest.version }} onDone={onPublished} />
          )}
          <Editor key={`${newest.version}/${newest.edit}`} article={article} newest={newest} onSaved={reload} />
          <Versions article={article} onDone={onPublished} />
        </>
      )}
    </div>
  )
}

function Editor({
  article: { id },
  newest,
  onSaved,
}: {
  article: ArticleDetail
  newest: ArticleVersion
  onSaved: () => void
}) {
  const { t } = useLanguage()
  const { version, edit, state } = newest
  const [draft, setDraft] = useState(() => draftOf(newest.text))
  const [refused, setRefused] = useState<Refusal | null>(null)
  const changed = JSON.stringify(textOfDraft(draft)) !== JSON.stringify(newest.text)
  const send = async (path: string, body: object): Promise<void> => {
    setRefused(null)
    try {
      await post(path, { ...body, version, edit })
      onSaved()
    } catch (cause) {
      setRefused(cause instanceof Refusal ? cause : new Refusal(0, String(cause)))
    }
  }
  return (
    <>
      {state === 'draft' && newest.note !== '' && (
        <p className="notice">{t('knowledge.sent-back', { by: newest.reviewedBy ?? '', note: newest.note })}</p>
      )}
      <ArticleFields draft={draft} onChange={setDraft} refused={refused} />
      {refused !== null && <Failure failure={refused} />}
      <p className="form-end knowledge-end">
        <span className="muted small">
          {state !== 'draft' && changed && t('knowledge.begin-version', { n: version + 1, m: version })}
          {state === 'draft' && changed && t('knowledge.submit.save-first')}
        </span>
        <button
          type="button"
          className="button"
          disabled={!changed}
          onClick={() => void send(knowledgePaths.draft(id), { text: textOfDraft(draft) })}
        >
          {t('knowledge.save')}
        </button>
        {state === 'draft' && (
          <button
            type="button"
            className="button primary"
            disabled={changed}
            onClick={() => void send(knowledgePaths.submit(id), {})}
          >
            {t('knowledge.submit')}
          </button>
        )}
      </p>
    </>
  )
}

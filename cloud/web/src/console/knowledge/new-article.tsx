import { type FormEvent, useState } from 'react'
import { useLocation } from 'wouter'
import { post, Refusal } from '../../api.ts'
import { useLanguage } from '../../language/language.tsx'
import { Failure } from '../failure.tsx'
import { InnerHead } from '../inner-head.tsx'
import { draftOf, emptyText, textOfDraft } from './article-draft.ts'
import { ArticleFields } from './article-form.tsx'
import { begunFrom, forget } from './begun-from.ts'
import { knowledgePaths } from './knowledge-paths.ts'

/** The first draft of an article, from nothing or from a group of unanswered questions. */
export function NewArticle() {
  const { t } = useLanguage()
  const [, go] = useLocation()
  const [begun] = useState(begunFrom)
  const [id, setId] = useState('')
  const [draft, setDraft] = useState(() =>
    draftOf({ ...emptyText, questions: begun?.questions ?? emptyText.questions }),
  )
  const [refused, setRefused] = useState<Refusal | null>(null)
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setRefused(null)
    try {
      await post(knowledgePaths.create, { id, text: textOfDraft(draft), ...(begun && { answers: begun.keys }) })
      forget()
      go(`/knowledge/articles/${id}`)
    } catch (cause) {
      setRefused(cause instanceof Refusal ? cause : new Refusal(0, String(cause)))
    }
  }
  return (
    <form className="page knowledge" onSubmit={save}>
      <InnerHead parent={{ href: '/knowledge', name: t('nav.knowledge') }} title={t('knowledge.new')}>
        {null}
      </InnerHead>
      <section className="panel">
        <label className="field knowledge-id">
          {t('knowledge.id')}
          <input
            value={id}
            required
            pattern="[a-z0-9][a-z0-9\-]{1,47}"
            title={t('knowledge.id.text')}
            autoCapitalize="none"
            onChange={(event) => setId(event.target.value)}
          />
          <span className="muted small">{t('knowledge.id.text')}</span>
        </label>
      </section>
      <ArticleFields draft={draft} onChange={setDraft} refused={refused} />
      {refused !== null && <Failure failure={refused} />}
      <p className="form-end">
        <button type="submit" className="button primary">
          {t('knowledge.save')}
        </button>
      </p>
    </form>
  )
}

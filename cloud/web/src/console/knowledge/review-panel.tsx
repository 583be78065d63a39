import type { ArticleDetail, ArticleVersion } from '@larder/contracts/knowledge'
import { useState } from 'react'
import { post, Refusal } from '../../api.ts'
import { useLanguage } from '../../language/language.tsx'
import { Failure } from '../failure.tsx'
import { useKnown } from '../known.tsx'
import { mayDecide } from '../quality/signed-form.tsx'
import { type Difference, differencesBetween, emptyText } from './article-draft.ts'
import { knowledgePaths } from './knowledge-paths.ts'

interface ReviewProps {
  article: ArticleDetail
  version: ArticleVersion
  onDone(): void
}

/** What differs from the version in use, and another person's word on it. */
export function ReviewPanel({ article: { id, published, versions }, version, onDone }: ReviewProps) {
  const { t } = useLanguage()
  const { session } = useKnown()
  const [note, setNote] = useState('')
  const [refused, setRefused] = useState<Refusal | null>(null)
  const inUse = versions.find((one) => one.version === published)
  const differences = differencesBetween(inUse?.text ?? emptyText, version.text)
  const own = version.authors.includes(session.name)
  const decide = async (approve: boolean): Promise<void> => {
    setRefused(null)
    try {
      await post(knowledgePaths.review(id), { version: version.version, approve, note: note.trim() })
      onDone()
    } catch (cause) {
      setRefused(cause instanceof Refusal ? cause : new Refusal(0, String(cause)))
    }
  }
  const authors = version.authors.join(t('knowledge.comma'))
  return (
    <section className="panel knowledge-review">
      <h2>{t('knowledge.review')}</h2>
      <p className="muted small">
        {t(inUse === undefined ? 'knowledge.review.text.first' : 'knowledge.review.text', { authors })}
      </p>
      {differences.length === 0 && <p>{t('knowledge.same')}</p>}
      <ul className="knowledge-differences">
        {differences.map((difference) => (
          <li key={`${difference.language}/${difference.field}`}>
            <strong>
              {t(`knowledge.language.${difference.language}`)} ·{' '}
              {difference.field === 'questions' ? t('knowledge.questions') : t(`knowledge.${difference.field}`)}
            </strong>
            <DifferenceWords difference={difference} />
          </li>
        ))}
      </ul>
      {own || !mayDecide(session.role) ? (
        <p className="notice">{t(own ? 'knowledge.review.own' : 'knowledge.review.manager')}</p>
      ) : (
        <>
          <label className="field">
            {t('knowledge.review.note')}
            <input value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} />
          </label>
          <p className="form-end">
            <button type="button" className="button" disabled={note.trim() === ''} onClick={() => void decide(false)}>
              {t('knowledge.send-back')}
            </button>
            <button type="button" className="button primary" onClick={() => void decide(true)}>
              {t('knowledge.approve')}
            </button>
          </p>
        </>
      )}
      {refused !== null && <Failure failure={refused} />}
    </section>
  )
}

function DifferenceWords({ difference }: { difference: Difference }) {
  const lang = difference.language === 'zh' ? 'zh-CN' : 'en'
  const [removed, added] =
    difference.field === 'questions'
      ? [difference.removed, difference.added]
      : [[difference.from].filter(Boolean), [difference.to].filter(Boolean)]
  return (
    <div lang={lang}>
      {removed.map((line) => (
        <p key={`-${line}`}>
          <del>{line}</del>
        </p>
      ))}
      {added.map((line) => (
        <p key={`+${line}`}>
          <ins>{line}</ins>
        </p>
      ))}
    </div>
  )
}

import type { ArticleView } from '@larder/contracts/knowledge'
import { Link } from 'wouter'
import { useLanguage } from '../../language/language.tsx'
import { Icon } from '../../look/icon.tsx'
import { useResource } from '../../resource.ts'
import { Empty } from '../empty.tsx'
import { Failure } from '../failure.tsx'
import { knowledgePaths } from './knowledge-paths.ts'
import { StateTag } from './state-tag.tsx'
import { TryBox } from './try-box.tsx'

/** Every article with where it stands, and a place to try what the assistant understands. */
export function ArticlesTab() {
  const { t } = useLanguage()
  const { value: articles, failure, reload } = useResource(knowledgePaths.articles)
  return (
    <>
      <TryBox />
      <div className="group-head">
        <h2>{t('knowledge.tab.articles')}</h2>
        <Link href="/knowledge/new" className="button primary">
          <Icon name="plus" size={18} />
          {t('knowledge.new')}
        </Link>
      </div>
      {failure !== undefined && <Failure failure={failure} onRetry={reload} />}
      {articles?.length === 0 && (
        <Empty icon="knowledge" title={t('knowledge.none')}>
          {t('knowledge.none.text')}
        </Empty>
      )}
      {articles !== undefined && articles.length > 0 && (
        <div className="panel flush">
          <table className="stacking">
            <thead>
              <tr>
                <th scope="col">{t('knowledge.article')}</th>
                <th scope="col">{t('knowledge.state')}</th>
                <th scope="col">{t('knowledge.questions')}</th>
                <th scope="col">{t('knowledge.saved')}</th>
              </tr>
            </thead>
            <tbody>
              {articles.map((article) => (
                <ArticleRow key={article.id} article={article} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}

function ArticleRow({ article: { id, title, published, open, questions, savedAtMs } }: { article: ArticleView }) {
  const { t, pick, format } = useLanguage()
  return (
    <tr>
      <td>
        <Link href={`/knowledge/articles/${id}`} className="row-link">
          {pick(title) || title.zh || title.en || id}
        </Link>
        <small className="muted">{id}</small>
      </td>
      <td data-label={t('knowledge.state')}>
        <span className="signs">
          {published !== null && <span className="tag ok">{t('knowledge.in-use', { n: published })}</span>}
          {open !== null && <StateTag state={open.state} />}
          {published === null && open === null && <span className="tag">{t('knowledge.not-in-use')}</span>}
        </span>
      </td>
      <td data-label={t('knowledge.questions')}>{t('knowledge.questions.count', questions)}</td>
      <td data-label={t('knowledge.saved')} className="nowrap">
        {format.dateTime(savedAtMs)}
      </td>
    </tr>
  )
}

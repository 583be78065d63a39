import { useLocation } from 'wouter'
import { useLanguage } from '../../language/language.tsx'
import { Choice } from '../choice.tsx'
import { ArticlePage } from './article-page.tsx'
import { ArticlesTab } from './articles-tab.tsx'
import { HistoryTab } from './history-tab.tsx'
import { NewArticle } from './new-article.tsx'
import { UnansweredTab } from './unanswered-tab.tsx'
import './knowledge.css'

const tabs = ['articles', 'unanswered', 'history'] as const

/** What staff teach the assistant. */
export default function KnowledgePage({ tab, id }: { tab: string | undefined; id: string | null }) {
  const { t } = useLanguage()
  const [, go] = useLocation()
  if (tab === 'new') return <NewArticle />
  if (tab === 'articles' && id !== null) return <ArticlePage key={id} id={id} />
  const shown = tabs.find((one) => one === tab) ?? 'articles'
  return (
    <div className="page knowledge">
      <header className="page-head">
        <div>
          <h1>{t('nav.knowledge')}</h1>
          <p className="muted">{t(shown === 'unanswered' ? 'knowledge.unanswered.lead' : 'knowledge.lead')}</p>
        </div>
        <Choice
          label={t('knowledge.tabs')}
          value={shown}
          onChange={(next) => go(`/knowledge/${next}`)}
          options={tabs.map((value) => ({ value, label: t(`knowledge.tab.${value}`) }))}
        />
      </header>
      {shown === 'articles' && <ArticlesTab />}
      {shown === 'unanswered' && <UnansweredTab />}
      {shown === 'history' && <HistoryTab />}
    </div>
  )
}

import type {
  ArticleView,
  MindView,
  PublishOutcome,
  UnansweredDecision,
  UnansweredGroup,
} from '@larder/contracts/knowledge'
import { type FormEvent, useId, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { post, Refusal } from '../../api.ts'
import { useLanguage } from '../../language/language.tsx'
import { useResource } from '../../resource.ts'
import { Empty } from '../empty.tsx'
import { Failure } from '../failure.tsx'
import { beginFrom } from './begun-from.ts'
import { useIntentWords } from './intent-words.ts'
import { knowledgePaths } from './knowledge-paths.ts'
import { LinesPanel } from './lines-panel.tsx'
import { PublishNotice } from './publish-panel.tsx'

/** What nobody could answer, the most asked first, with the ways to settle it. */
export function UnansweredTab() {
  const { t } = useLanguage()
  const { value: groups, failure, reload } = useResource(knowledgePaths.unanswered)
  const { value: mind, reload: reloadMind } = useResource(knowledgePaths.mind)
  const articles = useResource(knowledgePaths.articles).value ?? []
  const [settled, setSettled] = useState(0)
  const [outcome, setOutcome] = useState<PublishOutcome | null>(null)
  const done = (): void => {
    reload()
    reloadMind()
    setSettled((before) => before + 1)
  }
  return (
    <>
      {failure !== undefined && <Failure failure={failure} onRetry={reload} />}
      {outcome !== null && <PublishNotice outcome={outcome} />}
      <LinesPanel key={settled} mind={mind} onDone={done} onPublished={setOutcome} />
      {groups?.length === 0 && (
        <Empty icon="check" title={t('knowledge.unanswered.none')}>
          {t('knowledge.unanswered.none.text')}
        </Empty>
      )}
      <ul className="knowledge-groups">
        {groups?.map((group) => (
          <li key={group.keys[0]} className="panel">
            <Group group={group} mind={mind} articles={articles} onDone={done} />
          </li>
        ))}
      </ul>
    </>
  )
}

interface GroupProps {
  group: UnansweredGroup
  mind: MindView | undefined
  articles: readonly ArticleView[]
  onDone(): void
}

const ways = ['article', 'intent', 'dismissed'] as const
const wayWords = { article: 'add', intent: 'assign', dismissed: 'dismiss' } as const

function Group({ group, mind, articles, onDone }: GroupProps) {
  const { t, format } = useLanguage()
  const [, go] = useLocation()
  const [way, choose] = useState<UnansweredDecision['kind'] | null>(null)
  const { text, wordings, count, languages, newestAtMs, newestConversation, keys } = group
  const write = (): void => {
    const of = (language: 'zh' | 'en'): string[] =>
      wordings.filter((one) => one.language === language).map((one) => one.text)
    beginFrom({ keys, questions: { zh: of('zh'), en: of('en') } })
    go('/knowledge/new')
  }
  return (
    <>
      <div className="knowledge-group-head">
        <div>
          <p className="knowledge-question">“{text}”</p>
          <p className="signs">
            <span className="tag warning">{t('knowledge.unanswered.count', { n: count })}</span>
            {languages.map((language) => (
              <span key={language} className="tag">
                {t(`knowledge.language.${language}`)}
              </span>
            ))}
            <span className="muted small">
              {t('knowledge.unanswered.newest', { time: format.dateTime(newestAtMs) })} ·{' '}
              <Link href={`/service/${newestConversation}`}>{t('knowledge.unanswered.conversation')}</Link>
            </span>
          </p>
        </div>
        <div className="action-bar">
          <button type="button" className="button primary" onClick={write}>
            {t('knowledge.unanswered.write')}
          </button>
          {ways.map((one) => (
            <button
              key={one}
              type="button"
              className="button"
              aria-pressed={way === one}
              onClick={() => choose(way === one ? null : one)}
            >
              {t(`knowledge.unanswered.${wayWords[one]}`)}
            </button>
          ))}
        </div>
      </div>
      {wordings.length > 1 && (
        <details className="disclosure">
          <summary>{t('knowledge.unanswered.more', { n: wordings.length })}</summary>
          <ul className="knowledge-wordings">
            {wordings.map((one) => (
              <li key={one.text} lang={one.language === 'zh' ? 'zh-CN' : 'en'}>
                {one.text} <span className="muted">× {one.count}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {way !== null && <Settle key={way} way={way} keys={keys} mind={mind} articles={articles} onDone={onDone} />}
    </>
  )
}

interface SettleProps extends Omit<GroupProps, 'group'> {
  way: UnansweredDecision['kind']
  keys: string[]
}

function Settle({ way, keys, mind, articles, onDone }: SettleProps) {
  const { t, pick } = useLanguage()
  const intentWords = useIntentWords()
  const field = useId()
  const [target, setTarget] = useState('')
  const [refused, setRefused] = useState<Refusal | null>(null)
  const settle = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setRefused(null)
    const named = { article: 'article', intent: 'intent', dismissed: 'reason' }[way]
    try {
      await post(knowledgePaths.decide, { keys, decision: { kind: way, [named]: target } })
      onDone()
    } catch (cause) {
      setRefused(cause instanceof Refusal ? cause : new Refusal(0, String(cause)))
    }
  }
  const choices =
    way === 'article'
      ? articles.map(({ id, title }) => ({ value: id, label: pick(title) || id }))
      : (mind?.intents ?? []).map((intent) => ({ value: intent, label: intentWords(intent) }))
  return (
    <form className="action-form" onSubmit={settle}>
      <label className="field" htmlFor={field}>
        {t(way === 'dismissed' ? 'knowledge.unanswered.reason' : `knowledge.unanswered.${wayWords[way]}`)}
        {way === 'dismissed' ? (
          <input
            id={field}
            value={target}
            minLength={3}
            maxLength={500}
            required
            onChange={(event) => setTarget(event.target.value)}
          />
        ) : (
          <select id={field} value={target} required onChange={(event) => setTarget(event.target.value)}>
            <option value="">{t('knowledge.choose')}</option>
            {choices.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        )}
      </label>
      {refused !== null && <Failure failure={refused} />}
      <p className="form-end">
        <button type="submit" className="button primary">
          {t('knowledge.unanswered.done')}
        </button>
      </p>
    </form>
  )
}

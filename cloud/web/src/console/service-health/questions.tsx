import { useEffect } from 'react'
import { Link } from 'wouter'
import { useLanguage } from '../../language/language.tsx'
import { useResource } from '../../resource.ts'
import { useIntentWords } from '../knowledge/intent-words.ts'
import { type Asked, type Chosen, servicePaths } from './service-paths.ts'

const shown = 10

interface QuestionsProps {
  asked: Asked
  revision: number
  onChoose(chosen: Chosen): void
}

/** What shoppers ask most, and what nobody could answer. */
export function Questions({ asked, revision, onChoose }: QuestionsProps) {
  const { t } = useLanguage()
  const intentWords = useIntentWords()
  const { value, reload } = useResource(servicePaths.questions(asked))
  useEffect(() => {
    if (revision > 0) reload()
  }, [revision, reload])
  if (value === undefined) return null
  return (
    <div className="service-questions">
      <section className="panel">
        <h2>{t('service.top')}</h2>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('service.by.topic')}</th>
              <th scope="col" className="figure">
                {t('service.top.asked')}
              </th>
              <th scope="col" className="figure">
                {t('service.top.unanswered')}
              </th>
            </tr>
          </thead>
          <tbody>
            {value.top.slice(0, shown).map(({ intent, asked: times, unanswered }) => (
              <tr key={intent}>
                <th scope="row">
                  <button type="button" className="service-link" onClick={() => onChoose({ what: 'all', intent })}>
                    {intentWords(intent)}
                  </button>
                </th>
                <td className="figure">{times}</td>
                <td className="figure">
                  <button
                    type="button"
                    className="service-link"
                    onClick={() => onChoose({ what: 'unanswered', intent })}
                  >
                    {unanswered}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <section className="panel">
        <div className="panel-head">
          <h2>{t('service.open')}</h2>
          <Link href="/knowledge/unanswered">{t('service.open.go')}</Link>
        </div>
        {value.unanswered.length === 0 && <p className="muted">{t('service.open.none')}</p>}
        <ol className="service-open">
          {value.unanswered.slice(0, shown).map(({ text, count, newestConversation }) => (
            <li key={text}>
              <Link href={`/service/${newestConversation}`} className="row-link">
                {text}
              </Link>
              <span className="muted figure">× {count}</span>
            </li>
          ))}
        </ol>
      </section>
    </div>
  )
}

import { type HealthConversation, healthSelection } from '@larder/contracts/service-health'
import { useEffect, useRef, useState } from 'react'
import { Link } from 'wouter'
import { useLanguage } from '../../language/language.tsx'
import { Icon } from '../../look/icon.tsx'
import { useResource } from '../../resource.ts'
import { useIntentWords } from '../knowledge/intent-words.ts'
import { timeTaken } from './figure-words.ts'
import { type Asked, type Chosen, servicePaths } from './service-paths.ts'

const fewest = 15
const most = 200

interface ListProps {
  asked: Asked
  chosen: Chosen
  revision: number
  onChoose(chosen: Chosen): void
}

/** The conversations behind the figure that was touched. */
export function HealthList({ asked, chosen, revision, onChoose }: ListProps) {
  const { t } = useLanguage()
  const section = useRef<HTMLElement>(null)
  const first = useRef(chosen)
  const [limit, setLimit] = useState(fewest)
  const { value, reload } = useResource(servicePaths.list(asked, chosen, limit))
  useEffect(() => {
    if (revision > 0) reload()
  }, [revision, reload])
  useEffect(() => {
    if (chosen !== first.current) section.current?.scrollIntoView({ block: 'start' })
  }, [chosen])
  return (
    <section className="panel service-list" ref={section}>
      <div className="panel-head">
        <h2>{t('service.list')}</h2>
        <Filters chosen={chosen} onChoose={onChoose} />
        <a className="button" href={servicePaths.listFile(asked, chosen)} download>
          <Icon name="download" size={18} />
          {t('service.list.csv')}
        </a>
      </div>
      {value?.length === 0 && <p className="muted">{t('service.list.none')}</p>}
      {value !== undefined && value.length > 0 && (
        <table className="stacking">
          <thead>
            <tr>
              <th scope="col">{t('service.list.started')}</th>
              <th scope="col">{t('service.list.topic')}</th>
              <th scope="col">{t('service.list.result')}</th>
              <th scope="col">{t('service.list.where')}</th>
              <th scope="col" className="figure">
                {t('service.list.first')}
              </th>
              <th scope="col" className="figure">
                {t('service.list.rating')}
              </th>
            </tr>
          </thead>
          <tbody>
            {value.map((one) => (
              <ConversationRow key={one.id} one={one} />
            ))}
          </tbody>
        </table>
      )}
      {value?.length === limit && limit < most && (
        <p>
          <button type="button" className="button" onClick={() => setLimit(most)}>
            {t('service.list.more')}
          </button>
        </p>
      )}
      {value?.length === most && <p className="muted small">{t('service.list.limit', { n: most })}</p>}
    </section>
  )
}

/** Which figure it is, to be changed here as well; a part of the board can be left again. */
function Filters({ chosen, onChoose }: Pick<ListProps, 'chosen' | 'onChoose'>) {
  const { t } = useLanguage()
  const intentWords = useIntentWords()
  const { what, topic, intent, hour, day, channel, language } = chosen
  const parts = [
    topic !== undefined && intentWords(topic),
    intent !== undefined && intentWords(intent),
    hour !== undefined && t('service.hour', { h: hour.padStart(2, '0') }),
    day,
    channel !== undefined && t(`service.channel.${channel as 'kiosk'}`),
    language !== undefined && t(`service.language.${language as 'zh'}`),
  ].filter((words) => typeof words === 'string')
  return (
    <div className="service-chosen">
      <select
        aria-label={t('service.list')}
        value={what}
        onChange={(event) => onChoose({ ...chosen, what: healthSelection.parse(event.target.value) })}
      >
        {healthSelection.options.map((option) => (
          <option key={option} value={option}>
            {t(`service.what.${option}`)}
          </option>
        ))}
      </select>
      {parts.map((words) => (
        <button key={words} type="button" className="chip" onClick={() => onChoose({ what })}>
          {words} ×
        </button>
      ))}
    </div>
  )
}

function ConversationRow({ one }: { one: HealthConversation }) {
  const { t, format } = useLanguage()
  const intentWords = useIntentWords()
  const { id, startedAtMs, topic, channel, language, firstAnswerMs, score } = one
  return (
    <tr>
      <td className="nowrap">
        <Link href={`/service/${id}`} className="row-link">
          {format.dateTime(startedAtMs)}
        </Link>
      </td>
      <td data-label={t('service.list.topic')}>{intentWords(topic)}</td>
      <td data-label={t('service.list.result')}>
        <Result one={one} />
      </td>
      <td data-label={t('service.list.where')}>
        {t(`service.channel.${channel}`)} · {t(`service.language.${language}`)}
      </td>
      <td data-label={t('service.list.first')} className="figure">
        {timeTaken(firstAnswerMs, format)}
      </td>
      <td data-label={t('service.list.rating')} className="figure">
        {score === null ? '–' : `${score} / 5`}
      </td>
    </tr>
  )
}

function Result({ one: { ended, resolved, handedOff, repeated, unanswered } }: { one: HealthConversation }) {
  const { t } = useLanguage()
  return (
    <span className="signs">
      {resolved && <span className="tag ok">{t('service.result.resolved')}</span>}
      {handedOff && <span className="tag">{t('service.result.handed-off')}</span>}
      {ended && !resolved && !handedOff && <span className="tag warning">{t('service.result.unresolved')}</span>}
      {!ended && <span className="tag">{t('service.result.open')}</span>}
      {repeated && <span className="tag warning">{t('service.result.repeated')}</span>}
      {unanswered > 0 && <span className="tag warning">{t('service.result.unanswered', { n: unanswered })}</span>}
    </span>
  )
}

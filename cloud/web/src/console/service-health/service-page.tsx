import { useEffect, useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import { useLanguage } from '../../language/language.tsx'
import { Icon } from '../../look/icon.tsx'
import { useResource } from '../../resource.ts'
import { Choice } from '../choice.tsx'
import { Empty } from '../empty.tsx'
import { Failure } from '../failure.tsx'
import { useKnown, useLive, useNow } from '../known.tsx'
import { Cuts } from './cuts.tsx'
import { Definitions } from './definitions.tsx'
import { Figures } from './figures.tsx'
import { HealthList } from './health-list.tsx'
import { Questions } from './questions.tsx'
import { type Range, ranges, timeOf } from './range.ts'
import { type Asked, type Chosen, servicePaths } from './service-paths.ts'
import { TranscriptDrawer } from './transcript-drawer.tsx'
import './service.css'

/** While today is looked at, what happens shows within so long. */
const freshMs = 5000
const minuteMs = 60_000

/** How well shoppers are served: live and in the past, down to each conversation. */
export default function ServicePage({ selected }: { selected: string | null }) {
  const { t, format } = useLanguage()
  const { places } = useKnown()
  const [, go] = useLocation()
  const nowMs = useNow(minuteMs)
  const [range, setRange] = useState<Range>('today')
  const [own, setOwn] = useState({ from: '', to: '' })
  const [narrow, setNarrow] = useState({ site: '', channel: '', language: '' })
  const [chosen, choose] = useState<Chosen>({ what: 'all' })
  const { fromMs, untilMs } = timeOf(range, own, nowMs, format)
  const asked = useMemo<Asked>(() => ({ fromMs, untilMs, ...narrow }), [fromMs, untilMs, narrow])
  const revision = useRevision(range === 'today')
  const { value: health, failure, reload } = useResource(servicePaths.figures(asked))
  useEffect(() => {
    if (revision > 0) reload()
  }, [revision, reload])
  return (
    <div className="page service">
      <header className="page-head">
        <div>
          <h1>{t('nav.service')}</h1>
          <p className="muted">{t('service.lead')}</p>
        </div>
        <a className="button" href={servicePaths.figuresFile(asked)} download>
          <Icon name="download" size={18} />
          {t('service.csv')}
        </a>
      </header>
      <div className="service-filter">
        <Choice
          label={t('service.range')}
          value={range}
          onChange={setRange}
          options={ranges.map((value) => ({ value, label: t(`service.range.${value}`) }))}
        />
        {range === 'own' &&
          (['from', 'to'] as const).map((end) => (
            <label key={end} className="field">
              {t(`service.${end}`)}
              <input type="date" value={own[end]} onChange={(event) => setOwn({ ...own, [end]: event.target.value })} />
            </label>
          ))}
        <Narrow
          name="site"
          value={narrow.site}
          options={places.sites.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(site) => setNarrow({ ...narrow, site })}
        />
        <Narrow
          name="channel"
          value={narrow.channel}
          options={(['kiosk', 'web'] as const).map((value) => ({ value, label: t(`service.channel.${value}`) }))}
          onChange={(channel) => setNarrow({ ...narrow, channel })}
        />
        <Narrow
          name="language"
          value={narrow.language}
          options={(['zh', 'en'] as const).map((value) => ({ value, label: t(`service.language.${value}`) }))}
          onChange={(language) => setNarrow({ ...narrow, language })}
        />
      </div>
      {failure !== undefined && <Failure failure={failure} onRetry={reload} />}
      {health?.total.conversations === 0 && (
        <Empty icon="service" title={t('service.none')}>
          {t('service.none.text')}
        </Empty>
      )}
      {health !== undefined && health.total.conversations > 0 && (
        <>
          <Figures figures={health.total} onChoose={choose} />
          <Cuts health={health} onChoose={choose} />
          <Questions asked={asked} revision={revision} onChoose={choose} />
          <HealthList asked={asked} chosen={chosen} revision={revision} onChoose={choose} />
        </>
      )}
      <Definitions />
      {selected !== null && <TranscriptDrawer id={selected} onClose={() => go('/service')} />}
    </div>
  )
}

interface NarrowProps {
  name: 'site' | 'channel' | 'language'
  value: string
  options: { value: string; label: string | { zh: string; en: string } }[]
  onChange(value: string): void
}

function Narrow({ name, value, options, onChange }: NarrowProps) {
  const { t, pick } = useLanguage()
  return (
    <label className="field">
      {t(`service.${name}`)}
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{t('service.all')}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {typeof option.label === 'string' ? option.label : pick(option.label)}
          </option>
        ))}
      </select>
    </label>
  )
}

/** Rises when conversations have moved on, at most once in a while. */
function useRevision(live: boolean): number {
  const { conversations } = useLive()
  const now = useNow(freshMs)
  const latest = useMemo(
    () => [...conversations.values()].reduce((sum, { lastAtMs, turnCount }) => sum + lastAtMs + turnCount, 0),
    [conversations],
  )
  const [seen, setSeen] = useState({ latest, revision: 0 })
  useEffect(() => {
    if (live) setSeen((before) => (before.latest === latest ? before : { latest, revision: before.revision + 1 }))
  }, [now, live])
  return seen.revision
}

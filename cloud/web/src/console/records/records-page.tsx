import { useState } from 'react'
import { useLanguage } from '../../language/language.tsx'
import { Icon } from '../../look/icon.tsx'
import { Choice } from '../choice.tsx'
import { CaptureDrawer } from './capture-drawer.tsx'
import { EventsPanel } from './events-panel.tsx'
import { ListsPanel } from './lists-panel.tsx'
import { PeriodFields, usePeriod } from './period.tsx'
import './records-page.css'

type Shown = 'lists' | 'events'

/** The records for authorities and customers: lists as files, and the events they are made of. */
export default function RecordsPage() {
  const { t } = useLanguage()
  const [shown, setShown] = useState<Shown>('lists')
  const [period, setPeriod] = usePeriod()
  const [capturing, setCapturing] = useState(false)
  const [round, setRound] = useState(0)
  return (
    <div className="page">
      <header className="page-head">
        <div>
          <h1>{t('nav.records')}</h1>
          <p className="muted">{t('records.lead')}</p>
        </div>
        <div className="page-tools">
          <button type="button" className="button" onClick={() => setCapturing(true)}>
            <Icon name="upload" size={18} />
            {t('records.capture')}
          </button>
          <Choice
            label={t('nav.records')}
            value={shown}
            onChange={setShown}
            options={[
              { value: 'lists', label: t('records.lists') },
              { value: 'events', label: t('records.events') },
            ]}
          />
        </div>
      </header>
      <PeriodFields period={period} onChange={setPeriod} />
      {shown === 'lists' ? <ListsPanel {...period} /> : <EventsPanel key={round} {...period} />}
      {capturing && (
        <CaptureDrawer onClose={() => setCapturing(false)} onCaptured={() => setRound((before) => before + 1)} />
      )}
    </div>
  )
}

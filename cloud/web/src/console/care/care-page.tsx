import { useLocation } from 'wouter'
import { useLanguage } from '../../language/language.tsx'
import { Choice } from '../choice.tsx'
import { CompensationTab } from './compensation-tab.tsx'
import { PeopleTab } from './people-tab.tsx'
import { TicketsTab } from './tickets-tab.tsx'
import '../alerts-page.css'
import './care-page.css'

export type CareTab = 'tickets' | 'compensation' | 'people'

/** After-sales: what customers reported, and what was paid for it. */
export default function CarePage({ tab, selected }: { tab: CareTab; selected: string | null }) {
  const { t } = useLanguage()
  const [, go] = useLocation()
  const tabs = (
    <Choice
      label={t('care.tab')}
      value={tab}
      onChange={(next) => go(`/care/${next}`)}
      options={[
        { value: 'tickets', label: t('care.tickets') },
        { value: 'compensation', label: t('care.compensation') },
        { value: 'people', label: t('care.people') },
      ]}
    />
  )
  return (
    <div className="page">
      {tab === 'tickets' && <TicketsTab tabs={tabs} selected={selected} />}
      {tab === 'compensation' && <CompensationTab tabs={tabs} selected={selected} />}
      {tab === 'people' && <PeopleTab tabs={tabs} />}
    </div>
  )
}

import { useLocation } from 'wouter'
import { useLanguage } from '../../language/language.tsx'
import { Choice } from '../choice.tsx'
import { useKnown } from '../known.tsx'
import { AuditTab } from './audit-tab.tsx'
import { CalibrationsTab } from './calibrations-tab.tsx'
import { GraphTab } from './graph-tab.tsx'
import { HaccpTab } from './haccp-tab.tsx'
import { HoldsTab } from './holds-tab.tsx'
import { RecallsTab } from './recalls-tab.tsx'
import { mayDecide } from './signed-form.tsx'
import './quality.css'

const tabs = ['recalls', 'lots', 'holds', 'haccp', 'calibrations', 'audit'] as const
export type QualityTab = (typeof tabs)[number]
export const isQualityTab = (word: string | undefined): word is QualityTab => tabs.some((tab) => tab === word)

/** Where goods came from and went, whether they may be sold, and who decided that. */
export default function QualityPage({ tab, id }: { tab: string | undefined; id: string | null }) {
  const { t } = useLanguage()
  const { session } = useKnown()
  const [, go] = useLocation()
  const shown = isQualityTab(tab) ? tab : 'recalls'
  const offered = tabs.filter((one) => one !== 'audit' || mayDecide(session.role))
  return (
    <div className="page quality">
      <header className="page-head">
        <h1>{t('nav.quality')}</h1>
        <Choice
          label={t('quality.tabs')}
          value={shown}
          onChange={(next) => go(`/quality/${next}`)}
          options={offered.map((value) => ({ value, label: t(`quality.tab.${value}`) }))}
        />
      </header>
      {shown === 'recalls' && <RecallsTab />}
      {shown === 'lots' && <GraphTab lot={id} />}
      {shown === 'holds' && <HoldsTab />}
      {shown === 'haccp' && <HaccpTab />}
      {shown === 'calibrations' && <CalibrationsTab />}
      {shown === 'audit' && <AuditTab />}
    </div>
  )
}

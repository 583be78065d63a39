import type { Standing } from '@larder/contracts/standing'
import { useLanguage } from '../language/report-language.tsx'
import { Icon } from '../look/icon.tsx'
import './standing-banner.css'

/** What stands before any temperature: the lot is recalled, or set aside. Of a free lot, nothing. */
export function StandingBanner({ standing }: { standing: Standing }) {
  const { t, format } = useLanguage()
  if (standing.state === 'free') return null
  const recalled = standing.state === 'recalled'
  return (
    <div className={`standing-banner ${standing.state}`} role="alert">
      <Icon name={recalled ? 'critical' : 'warning'} size={28} />
      <div>
        <strong>{t(`standing.${standing.state}`, { since: format.dateTime(standing.sinceMs) })}</strong>
        <p>{recalled ? `${t(`hazard.${standing.hazard}`)} · ${standing.reason}` : t('standing.held.text')}</p>
      </div>
    </div>
  )
}

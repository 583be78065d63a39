import type { Profile } from '@larder/contracts/profile'
import { useLanguage } from '../language/language.tsx'
import { Icon } from '../look/icon.tsx'
import type { AssetNow, AssetState } from './asset-state.ts'

export function StateTag({ state }: { state: AssetState }) {
  const { t } = useLanguage()
  if (state.kind === 'alert') {
    const { severity, cause } = state.alert.situation
    return (
      <span className={`tag ${severity}`}>
        <Icon name={severity} size={14} />
        {t(`cause.${cause}`)}
      </span>
    )
  }
  return (
    <span className={state.kind === 'ok' ? 'tag ok' : 'tag'}>
      <Icon name={state.kind === 'ok' ? 'ok' : 'offline'} size={14} />
      {t(`assets.state.${state.kind}`)}
    </span>
  )
}

/** "−1.5 °C to 4.0 °C" or "at most −12.0 °C". */
export function Limits({ profile }: { profile: Profile | undefined }) {
  const { t, format } = useLanguage()
  if (profile?.high === undefined) return '–'
  const high = format.celsius(profile.high.limitCelsius)
  if (profile.low === undefined) return t('assets.limits.below', { high })
  return t('assets.limits.between', { low: format.degrees(profile.low.limitCelsius), high })
}

/** Door, defrost and humidity as small signs; nothing where nothing is measured, nor what the state beside them says. */
export function Signs({ now, state }: { now: AssetNow; state: AssetState }) {
  const { t, format } = useLanguage()
  const isDoorSaid = state.kind === 'alert' && state.alert.situation.cause === 'door-open' && now.doorOpen === true
  return (
    <span className="signs">
      {now.doorOpen !== undefined && !isDoorSaid && (
        <span className={now.doorOpen ? 'tag warning' : 'tag'}>
          <Icon name="door" size={14} />
          {t(now.doorOpen ? 'assets.door.open' : 'assets.door.closed')}
        </span>
      )}
      {now.defrosting === true && (
        <span className="tag cold">
          <Icon name="snow" size={14} />
          {t('assets.defrosting')}
        </span>
      )}
      {now.humidityPercent !== undefined && (
        <span className="tag">
          {t('assets.humidity')} {format.number(now.humidityPercent)} %
        </span>
      )}
    </span>
  )
}

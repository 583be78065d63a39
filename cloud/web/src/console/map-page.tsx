import { lazy, Suspense, useMemo } from 'react'
import { Link, useLocation } from 'wouter'
import { useLanguage } from '../language/language.tsx'
import { Icon } from '../look/icon.tsx'
import type { Place } from '../map/fleet-map.tsx'
import { worstOf } from './alert-order.ts'
import { Empty } from './empty.tsx'
import { useKnown, useLive, useNames, useNow } from './known.tsx'

const FleetMap = lazy(() => import('../map/fleet-map.tsx'))
const positionCommand = `mosquitto_pub -t larder/v1/position/SITE/TRUCK/gps -q 1 \\
  -m '{"sequence":1,"observedAt":"2026-11-20T09:30:00+08:00","latitude":31.19,"longitude":121.44}'`

export default function MapPage() {
  const { t, format } = useLanguage()
  const { places: known } = useKnown()
  const [, go] = useLocation()
  const live = useLive()
  const nowMs = useNow(5000)
  const places = usePlaces()
  return (
    <div className="page wide">
      <header className="page-head">
        <h1>{t('nav.map')}</h1>
      </header>
      {places.length === 0 ? (
        <Empty icon="map" title={t('map.none')} command={positionCommand}>
          {t('map.none.text')}
        </Empty>
      ) : (
        <div className="map-split">
          <Suspense fallback={<div className="map fleet-map" />}>
            <FleetMap places={places} tileUrl={known.tileUrl} label={t('map.label')} onChoose={go} />
          </Suspense>
          <section aria-label={t('map.places')}>
            <ul className="map-list">
              {places.map((place) => {
                const position = live.positions.get(place.id)
                return (
                  <li key={place.id}>
                    <Link href={place.href}>
                      <Icon name={place.icon} />
                      <span>
                        <strong>{place.name}</strong>
                        <small className="muted">
                          {position === undefined
                            ? t('map.fixed')
                            : [
                                position.speedMetersPerSecond !== undefined &&
                                  t('map.speed', { speed: format.number(position.speedMetersPerSecond * 3.6) }),
                                format.ago(position.observedAtMs, nowMs),
                              ]
                                .filter((part) => part !== false)
                                .join(' · ')}
                        </small>
                      </span>
                      {(place.look === 'critical' || place.look === 'warning') && (
                        <span className={`tag ${place.look}`}>
                          <Icon name={place.look} size={14} />
                          {t(`severity.${place.look}`)}
                        </span>
                      )}
                    </Link>
                  </li>
                )
              })}
            </ul>
          </section>
        </div>
      )}
    </div>
  )
}

/** Sites stand still; whatever reports positions moves. A marker takes the look of its most urgent alert. */
function usePlaces(): Place[] {
  const { places } = useKnown()
  const { pick } = useLanguage()
  const names = useNames()
  const { positions, alerts } = useLive()
  return useMemo(() => {
    const inOrder = [...positions].sort(([one], [other]) => one.localeCompare(other))
    const moving = inOrder.map(([id, at]): Place => {
      const alert = worstOf(alerts.values(), at.site, at.asset)
      return {
        id,
        name: names.asset(at.site, at.asset),
        latitude: at.latitude,
        longitude: at.longitude,
        icon: 'truck',
        look: alert?.situation.severity ?? 'moving',
        href: `/assets/${at.site}/${at.asset}`,
      }
    })
    const standing = places.sites.flatMap((site): Place[] =>
      site.place === undefined
        ? []
        : [{ id: site.id, name: pick(site.name), ...site.place, icon: 'warehouse', look: 'fixed', href: '/assets' }],
    )
    return [...moving, ...standing]
  }, [places, positions, alerts, names, pick])
}

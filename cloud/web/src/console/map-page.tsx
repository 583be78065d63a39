import type { Site } from '@larder/contracts/site'
import { lazy, Suspense, useMemo } from 'react'
import { Link, useLocation } from 'wouter'
import { useLanguage } from '../language/language.tsx'
import { Icon } from '../look/icon.tsx'
import type { Place } from '../map/fleet-map.tsx'
import { worstOf } from './alert-order.ts'
import { Empty } from './empty.tsx'
import { useKnown, useLive, useNames, useNow } from './known.tsx'
import { useTrails } from './trails.ts'
import './map-page.css'

const FleetMap = lazy(() => import('../map/fleet-map.tsx'))
const positionCommand = `mosquitto_pub -h ${location.hostname} -u DEVICE -P PASSWORD -q 1 -t larder/v1/position/SITE/TRUCK/gps \\
  -m '{"sequence":1,"observedAt":"2026-11-20T09:30:00+08:00","latitude":31.19,"longitude":121.44}'`

export default function MapPage() {
  const { t, format } = useLanguage()
  const { places: known } = useKnown()
  const [, go] = useLocation()
  const live = useLive()
  const nowMs = useNow(5000)
  const places = usePlaces()
  const trails = useTrails(live.positions)
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
            <FleetMap places={places} trails={trails} tiles={known} label={t('map.label')} onChoose={go} />
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

/** What stands within a shop is the shop's marker; its cold room across town has its own. */
const isSamePlace = (one: NonNullable<Site['place']>, other: Site['place']): boolean =>
  one.latitude === other?.latitude && one.longitude === other.longitude

/** Sites and what they keep elsewhere stand still; whatever reports positions moves. A marker takes the look of its most urgent alert. */
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
        moves: true,
        href: `/assets/${at.site}/${at.asset}`,
      }
    })
    const standing = places.sites.flatMap((site): Place[] => {
      const elsewhere = site.assets.filter(({ place }) => place !== undefined && !isSamePlace(place, site.place))
      const own = elsewhere.flatMap(({ id, kind, name, place }): Place[] => {
        if (place === undefined || positions.has(`${site.id}/${id}/gps`)) return []
        const look = worstOf(alerts.values(), site.id, id)?.situation.severity ?? 'fixed'
        return [
          {
            id: `${site.id}/${id}`,
            name: pick(name),
            ...place,
            icon: kind,
            look,
            moves: false,
            href: `/assets/${site.id}/${id}`,
          },
        ]
      })
      if (site.place === undefined) return own
      return [
        {
          id: site.id,
          name: pick(site.name),
          ...site.place,
          icon: 'warehouse',
          look: 'fixed',
          moves: false,
          href: '/assets',
        },
        ...own,
      ]
    })
    return [...moving, ...standing]
  }, [places, positions, alerts, names, pick])
}

import type { MapTiles } from '@larder/contracts/console'
import L from 'leaflet'
import { useEffect, useMemo, useRef } from 'react'
import landUrl from 'world-atlas/land-50m.json?url'
import { useLanguage } from '../language/report-language.tsx'
import { iconMarkup } from '../look/icon.tsx'
import type { Stop } from '../report/journey.ts'
import { openMap, placeMarker } from './basemap.ts'

/** The driven route with its stops by name; the same stops stand below as a list. */
export default function RouteMap({
  route,
  stops,
  tiles,
}: {
  route: { latitude: number; longitude: number }[]
  stops: Stop[]
  tiles: MapTiles
}) {
  const { t, pick } = useLanguage()
  const element = useRef<HTMLDivElement>(null)
  const names = useMemo(() => {
    const unnamed = (index: number) => t(index === 0 ? 'route.start' : 'route.end')
    return stops.map((stop, index) => (stop.name === null ? unnamed(index) : pick(stop.name)))
  }, [stops, pick, t])
  useEffect(() => {
    if (element.current === null) return
    const map = openMap(element.current, landUrl, tiles)
    const line = route.map((point) => L.latLng(point.latitude, point.longitude))
    L.polyline(line, { className: 'route-casing', weight: 8 }).addTo(map)
    L.polyline(line, { className: 'route', weight: 4 }).addTo(map)
    stops.forEach((stop, index) => {
      const markup = iconMarkup(index === stops.length - 1 ? 'pin' : 'truck')
      const side = index % 2 === 0 ? 'top' : 'bottom'
      placeMarker([stop.latitude, stop.longitude], names[index] ?? '', markup, 'stop', side).addTo(map)
    })
    map.fitBounds(L.latLngBounds(line), { padding: [48, 48], maxZoom: 14, animate: false })
    // A page is scrolled with the same gesture; the map zooms by its buttons, by pinch, and by wheel once it has focus.
    map.scrollWheelZoom.disable()
    map.on('focus', () => map.scrollWheelZoom.enable())
    map.on('blur', () => map.scrollWheelZoom.disable())
    return () => {
      map.remove()
    }
  }, [route, stops, names, tiles])
  const label = t('route.map', { from: names[0] ?? '?', until: names.at(-1) ?? '?' })
  return (
    <>
      <section ref={element} className="map route-map" aria-label={label} />
      <ol className="stops" aria-label={t('route.stops')}>
        {stops.map((stop, index) => (
          <li key={`${stop.latitude},${stop.longitude}`}>{names[index]}</li>
        ))}
      </ol>
    </>
  )
}

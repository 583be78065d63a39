import type { MapTiles } from '@larder/contracts/console'
import L from 'leaflet'
import { useEffect, useRef } from 'react'
import landUrl from 'world-atlas/land-10m.json?url'
import { type IconName, iconMarkup } from '../look/icon.tsx'
import { openMap, placeMarker, turnName } from './basemap.ts'
import { emptiestSide, type Side } from './label-side.ts'
import type { TrailPoint } from './trail.ts'
import { drawTrails } from './trail-layer.ts'

export interface Place {
  id: string
  name: string
  latitude: number
  longitude: number
  icon: IconName
  /** `fixed`, `moving`, or the severity of an open alert. */
  look: string
  href: string
  moves: boolean
}

interface FleetMapProps {
  places: Place[]
  /** By the id of the place that left it. */
  trails: ReadonlyMap<string, readonly TrailPoint[]>
  tiles: MapTiles
  label: string
  onChoose(href: string): void
}

/** A truck at the shop's door: the names never take the same side, so both stay readable. */
const sidesOf = ({ moves }: Place): [Side, Side] => (moves ? ['top', 'right'] : ['bottom', 'left'])

/** Trucks and sites; markers move as positions arrive and leave a trail that fades, the view stays where the reader put it. */
export default function FleetMap({ places, trails, tiles, label, onChoose }: FleetMapProps) {
  const { tileUrl, tileAttribution } = tiles
  const element = useRef<HTMLDivElement>(null)
  const map = useRef<L.Map | null>(null)
  const markers = useRef(new Map<string, { marker: L.Marker; drawn: string; sides: [Side, Side]; side: Side }>())

  useEffect(() => {
    if (element.current === null) return
    const opened = openMap(element.current, landUrl, { tileUrl, tileAttribution })
    map.current = opened
    const known = markers.current
    return () => {
      map.current = null
      known.clear()
      opened.remove()
    }
  }, [tileUrl, tileAttribution])

  useEffect(() => {
    const opened = map.current
    if (opened === null || places.length === 0) return
    const first = markers.current.size === 0
    const present = new Set(places.map((place) => place.id))
    for (const [id, { marker }] of markers.current) {
      if (present.has(id)) continue
      marker.remove()
      markers.current.delete(id)
    }
    for (const place of places) {
      const drawn = `${place.name}/${place.icon}/${place.look}`
      const before = markers.current.get(place.id)
      if (before?.drawn === drawn) {
        before.marker.setLatLng([place.latitude, place.longitude])
        continue
      }
      before?.marker.remove()
      const sides = sidesOf(place)
      const side = before?.side ?? sides[0]
      const at: L.LatLngTuple = [place.latitude, place.longitude]
      const marker = placeMarker(at, place.name, iconMarkup(place.icon), place.look, side)
      // What moves lies on top.
      marker.setZIndexOffset(place.moves ? 1000 : 0)
      marker.on('click keypress', (event) => {
        const key = (event as L.LeafletKeyboardEvent).originalEvent
        if (!(key instanceof KeyboardEvent) || key.key === 'Enter') onChoose(place.href)
      })
      marker.addTo(opened)
      markers.current.set(place.id, { marker, drawn, sides, side })
    }
    if (first) {
      const bounds = L.latLngBounds(places.map((place) => [place.latitude, place.longitude]))
      opened.fitBounds(bounds, { padding: [64, 64], maxZoom: 13, animate: false })
    }
  }, [places, onChoose])

  useEffect(() => {
    const opened = map.current
    if (opened === null) return
    const layer = L.layerGroup().addTo(opened)
    drawTrails(layer, trails.values(), Date.now())
    const points = [...trails.values()].flat().map(({ latitude, longitude }) => L.latLng(latitude, longitude))
    const turnNames = () => {
      const trail = points.map((point) => opened.latLngToLayerPoint(point))
      for (const named of markers.current.values()) {
        named.side = emptiestSide(opened.latLngToLayerPoint(named.marker.getLatLng()), trail, named.sides)
        turnName(named.marker, named.side)
      }
    }
    turnNames()
    opened.on('zoomend', turnNames)
    return () => {
      opened.off('zoomend', turnNames)
      layer.remove()
    }
  }, [trails])

  return <section ref={element} className="map fleet-map" aria-label={label} />
}

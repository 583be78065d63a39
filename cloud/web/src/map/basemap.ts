import type { MapTiles } from '@larder/contracts/console'
import L from 'leaflet'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import type { Side } from './label-side.ts'
import 'leaflet/dist/leaflet.css'
import './map.css'

/**
 * A Leaflet map that needs no server: land is drawn from a file of our own beneath whatever the caller adds.
 * With a tile URL, tiles are drawn over it and their source is named; where they fail to load, the land still shows.
 */
export function openMap(element: HTMLElement, landUrl: string, { tileUrl, tileAttribution }: MapTiles): L.Map {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches
  const map = L.map(element, {
    attributionControl: false,
    zoomControl: false,
    zoomAnimation: !still,
    fadeAnimation: !still,
    maxZoom: 17,
    minZoom: 2,
    worldCopyJump: true,
  })
  if (tileUrl !== null) {
    L.control.attribution({ prefix: false }).addTo(map)
    L.tileLayer(tileUrl, { maxZoom: 19, attribution: escaped(tileAttribution ?? '') }).addTo(map)
  }
  L.control.zoom({ position: 'bottomright' }).addTo(map)
  L.control.scale({ imperial: false }).addTo(map)
  map.createPane('land').style.zIndex = '100'
  drawLand(map, landUrl).catch(() => {
    // Route and stops say what matters; the land beneath is a courtesy.
  })
  return map
}

/** Leaflet takes an attribution as markup. */
function escaped(text: string): string {
  const element = document.createElement('span')
  element.textContent = text
  return element.innerHTML
}

async function drawLand(map: L.Map, landUrl: string): Promise<void> {
  const response = await fetch(landUrl)
  const topology = (await response.json()) as Topology<{ land: GeometryCollection }>
  // The map may have gone while the file was on its way.
  if (map.getPane('land') === undefined) return
  L.geoJSON(feature(topology, topology.objects.land), {
    pane: 'land',
    interactive: false,
    style: { className: 'land', weight: 1 },
  }).addTo(map)
}

const offsets: Record<Side, L.PointTuple> = { top: [0, -12], bottom: [0, 12], left: [-12, 0], right: [12, 0] }

/** Moves a marker's name to another side of its dot. */
export function turnName(marker: L.Marker, side: Side): void {
  const name = marker.getTooltip()
  if (name === undefined || name.options.direction === side) return
  name.options.direction = side
  name.options.offset = L.point(offsets[side])
  name.update()
}

/** A dot with a name that always shows; `alt` names it to keyboards and screen readers. */
export function placeMarker(
  at: L.LatLngExpression,
  name: string,
  markup: string,
  className: string,
  side: Side,
): L.Marker {
  const icon = L.divIcon({ className: `place ${className}`, html: markup, iconSize: [30, 30], iconAnchor: [15, 15] })
  const label = document.createElement('span')
  label.textContent = name
  return L.marker(at, { icon, alt: name, title: name }).bindTooltip(label, {
    permanent: true,
    direction: side,
    offset: offsets[side],
    className: 'place-name',
  })
}

import L from 'leaflet'
import { linesByAge, type TrailPoint } from './trail.ts'

/** Draws trails anew, the old parts beneath the new ones. */
export function drawTrails(layer: L.LayerGroup, trails: Iterable<readonly TrailPoint[]>, nowMs: number): void {
  layer.clearLayers()
  const lines = [...trails].map((trail) => linesByAge(trail, nowMs))
  for (const age of ['old', 'aged', 'new'] as const) {
    for (const line of lines.flatMap((one) => one[age])) {
      const way = line.map(({ latitude, longitude }) => L.latLng(latitude, longitude))
      L.polyline(way, { className: `trail ${age}`, weight: 4, interactive: false }).addTo(layer)
    }
  }
}

import type { Calibration } from '@larder/contracts/calibration'
import type { DeviceView } from '@larder/contracts/console'
import type { Position } from '@larder/contracts/position'
import type { Reading } from '@larder/contracts/reading'
import type { Site } from '@larder/contracts/site'
import type { DeviceState } from './states.ts'

interface Known {
  sites: readonly Site[]
  states: readonly DeviceState[]
  latest: readonly (Reading | Position)[]
  calibrations: readonly Calibration[]
}

type Address = Pick<DeviceView, 'site' | 'asset' | 'probe'>

const keyOf = ({ site, asset, probe }: Address): string => `${site}/${asset}/${probe}`

/** Every probe that is configured, was heard of or says something of itself, with the calibration in force. */
export function deviceViews({ sites, states, latest, calibrations }: Known): DeviceView[] {
  const views = new Map<string, DeviceView>()
  const view = ({ site, asset, probe }: Address): DeviceView => {
    const key = keyOf({ site, asset, probe })
    const known = views.get(key) ?? { site, asset, probe, ...nothingKnown }
    views.set(key, known)
    return known
  }
  for (const site of sites) {
    for (const asset of site.assets) {
      for (const probe of asset.probes) {
        Object.assign(view({ site: site.id, asset: asset.id, probe: probe.id }), { role: probe.role, configured: true })
      }
    }
  }
  for (const state of states) Object.assign(view(state), saidBy(state))
  for (const one of latest) {
    const known = view(one)
    known.lastSeenMs = Math.max(known.lastSeenMs ?? 0, one.observedAtMs)
  }
  for (const calibration of calibrations) {
    const known = views.get(keyOf(calibration))
    if (known !== undefined && (known.calibration?.atMs ?? 0) < calibration.atMs) known.calibration = calibration
  }
  return [...views.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}

const nothingKnown = {
  role: null,
  configured: false,
  online: null,
  lastSeenMs: null,
  batteryVolts: null,
  batteryPercent: null,
  rssiDbm: null,
  firmware: null,
  calibration: null,
} as const satisfies Omit<DeviceView, keyof Address>

const saidBy = ({ status }: DeviceState): Partial<DeviceView> => ({
  online: status.online,
  lastSeenMs: status.observedAt,
  batteryVolts: status.batteryVolts ?? null,
  batteryPercent: status.batteryPercent ?? null,
  rssiDbm: status.rssiDbm ?? null,
  firmware: status.firmware ?? null,
})

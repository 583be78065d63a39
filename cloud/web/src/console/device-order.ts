import type { DeviceView } from '@larder/contracts/console'

export type DeviceColumn = 'asset' | 'battery' | 'signal' | 'last-seen' | 'calibration'
export interface DeviceSort {
  column: DeviceColumn
  descending: boolean
}

const day = 86_400_000
const soonMs = 30 * day

export type CalibrationState = 'none' | 'ok' | 'soon' | 'overdue'

export function calibrationState(device: DeviceView, nowMs: number): CalibrationState {
  if (device.calibration === null) return 'none'
  if (device.calibration.dueAtMs < nowMs) return 'overdue'
  return device.calibration.dueAtMs - nowMs < soonMs ? 'soon' : 'ok'
}

/** A wired device or a gateway's probe says nothing of its connection: that it reports is known by its readings. */
const reportingMs = 10 * 60_000
export type DeviceState = 'online' | 'offline' | 'reporting' | 'state-unknown'

export function deviceState({ online, lastSeenMs }: DeviceView, nowMs: number): DeviceState {
  if (online !== null) return online ? 'online' : 'offline'
  return lastSeenMs !== null && nowMs - lastSeenMs < reportingMs ? 'reporting' : 'state-unknown'
}

export const batteryIsLow = (device: DeviceView): boolean => (device.batteryPercent ?? 100) <= 15
export const signalIsWeak = (device: DeviceView): boolean => (device.rssiDbm ?? 0) <= -88

export const needsAttention = (device: DeviceView, nowMs: number): boolean =>
  !device.configured ||
  device.online === false ||
  batteryIsLow(device) ||
  signalIsWeak(device) ||
  calibrationState(device, nowMs) === 'overdue'

export const matches = (device: DeviceView, words: string, name: string): boolean => {
  const text = `${name} ${device.site} ${device.asset} ${device.probe} ${device.firmware ?? ''}`.toLowerCase()
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

const keyOf = (device: DeviceView, column: DeviceColumn): number | string | null => {
  switch (column) {
    case 'asset':
      return `${device.site}/${device.asset}/${device.probe}`
    case 'battery':
      return device.batteryPercent ?? device.batteryVolts
    case 'signal':
      return device.rssiDbm
    case 'last-seen':
      return device.lastSeenMs
    case 'calibration':
      return device.calibration?.dueAtMs ?? null
  }
}

/** What has no value stands last, whichever way the column runs. */
export function sorted(devices: readonly DeviceView[], { column, descending }: DeviceSort): DeviceView[] {
  return [...devices].sort((a, b) => {
    const one = keyOf(a, column)
    const other = keyOf(b, column)
    if (one === null || other === null) return Number(one === null) - Number(other === null)
    const order = one < other ? -1 : one > other ? 1 : 0
    return descending ? -order : order
  })
}

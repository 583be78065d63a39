import type { Alert } from '@larder/contracts/alert'
import type { Profile } from '@larder/contracts/profile'
import type { Reading } from '@larder/contracts/reading'
import type { Asset } from '@larder/contracts/site'
import { worstOf } from './alert-order.ts'

export type AssetState = { kind: 'alert'; alert: Alert } | { kind: 'silent' } | { kind: 'ok' }

/** What an asset's probes say now: the newest food and air temperature, and the newest of the rest. */
export interface AssetNow {
  product: Reading | undefined
  air: Reading | undefined
  humidityPercent: number | undefined
  doorOpen: boolean | undefined
  defrosting: boolean | undefined
  newestMs: number | undefined
}

const newestWith = (readings: readonly Reading[], has: (reading: Reading) => boolean): Reading | undefined =>
  readings
    .filter(has)
    .reduce<Reading | undefined>((best, one) => (best && best.observedAtMs > one.observedAtMs ? best : one), undefined)

export function assetNow(
  readings: Iterable<Reading>,
  site: string,
  asset: string,
  configured: Asset | undefined,
): AssetNow {
  const own = [...readings].filter((one) => one.site === site && one.asset === asset)
  const roleOf = (reading: Reading): string | undefined =>
    configured?.probes.find((probe) => probe.id === reading.probe)?.role
  const celsius = own.filter((one) => one.celsius !== undefined || one.sensorFault !== undefined)
  return {
    product: newestWith(celsius, (one) => roleOf(one) === 'product'),
    air: newestWith(celsius, (one) => roleOf(one) !== 'product'),
    humidityPercent: newestWith(own, (one) => one.humidityPercent !== undefined)?.humidityPercent,
    doorOpen: newestWith(own, (one) => one.doorOpen !== undefined)?.doorOpen,
    defrosting: newestWith(own, (one) => one.defrosting !== undefined)?.defrosting,
    newestMs: newestWith(own, () => true)?.observedAtMs,
  }
}

export function stateOf(
  alerts: Iterable<Alert>,
  site: string,
  asset: string,
  now: AssetNow,
  profile: Profile | undefined,
  nowMs: number,
): AssetState {
  const alert = worstOf(alerts, site, asset)
  if (alert !== undefined) return { kind: 'alert', alert }
  const silenceMs = (profile?.silenceMinutes ?? 10) * 60_000
  return now.newestMs === undefined || nowMs - now.newestMs > silenceMs ? { kind: 'silent' } : { kind: 'ok' }
}

import type { Calibration } from '@larder/contracts/calibration'
import type { CalibrationDue } from '@larder/contracts/calibration-due'
import type { Site } from '@larder/contracts/site'

const urgency = { overdue: 0, never: 1, due: 2, 'in-force': 3 } as const

/** The probes that measure temperature, the most pressing first. */
export function calibrationsDue(
  sites: readonly Site[],
  calibrations: readonly Calibration[],
  nowMs: number,
  withinMs: number,
): CalibrationDue[] {
  const newest = new Map<string, Calibration>()
  for (const one of calibrations) {
    const key = keyOf(one)
    if (one.atMs <= nowMs && one.atMs >= (newest.get(key)?.atMs ?? 0)) newest.set(key, one)
  }
  const rows = sites.flatMap((site) =>
    site.assets.flatMap((asset) =>
      asset.probes
        .filter(({ role }) => role === 'air' || role === 'product')
        .map(({ id, role }): CalibrationDue => {
          const address = { site: site.id, asset: asset.id, probe: id }
          const calibration = newest.get(keyOf(address)) ?? null
          return { ...address, role, state: stateOf(calibration, nowMs, withinMs), calibration }
        }),
    ),
  )
  const dueAtMs = ({ calibration }: CalibrationDue) => calibration?.dueAtMs ?? 0
  return rows.sort((a, b) => urgency[a.state] - urgency[b.state] || dueAtMs(a) - dueAtMs(b))
}

const keyOf = ({ site, asset, probe }: Pick<Calibration, 'site' | 'asset' | 'probe'>) => `${site}/${asset}/${probe}`

function stateOf(calibration: Calibration | null, nowMs: number, withinMs: number): CalibrationDue['state'] {
  if (calibration === null) return 'never'
  if (calibration.dueAtMs <= nowMs) return 'overdue'
  return calibration.dueAtMs - nowMs <= withinMs ? 'due' : 'in-force'
}

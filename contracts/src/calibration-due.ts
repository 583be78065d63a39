import type { Calibration } from './calibration.ts'
import type { ProbeRole } from './site.ts'

/** One row of `GET /api/calibrations-due`: a configured probe and how its calibration stands. */
export interface CalibrationDue {
  site: string
  asset: string
  probe: string
  role: ProbeRole
  /** `never`: no calibration is on file. `due`: it ends within the time asked about. */
  state: 'never' | 'overdue' | 'due' | 'in-force'
  calibration: Calibration | null
}

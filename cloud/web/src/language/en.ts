import { alerts } from './en/alerts.ts'
import { assets } from './en/assets.ts'
import { chart } from './en/chart.ts'
import { devices } from './en/devices.ts'
import { goods } from './en/goods.ts'
import { report } from './en/report.ts'
import { shell } from './en/shell.ts'
import { system } from './en/system.ts'

export const en = {
  ...alerts,
  ...assets,
  ...chart,
  ...devices,
  ...goods,
  ...report,
  ...shell,
  ...system,
} as const satisfies Record<string, string>

export type MessageKey = keyof typeof en

import { alerts } from './en/alerts.ts'
import { assets } from './en/assets.ts'
import { backtest } from './en/backtest.ts'
import { care } from './en/care.ts'
import { chart } from './en/chart.ts'
import { devices } from './en/devices.ts'
import { forecast } from './en/forecast.ts'
import { goods } from './en/goods.ts'
import { goodsLife } from './en/goods-life.ts'
import { quality } from './en/quality.ts'
import { records } from './en/records.ts'
import { report } from './en/report.ts'
import { reportActions } from './en/report-actions.ts'
import { risk } from './en/risk.ts'
import { rules } from './en/rules.ts'
import { scenes } from './en/scenes.ts'
import { shell } from './en/shell.ts'
import { system } from './en/system.ts'
import { verify } from './en/verify.ts'

export const en = {
  ...alerts,
  ...assets,
  ...backtest,
  ...care,
  ...chart,
  ...devices,
  ...forecast,
  ...goods,
  ...goodsLife,
  ...quality,
  ...records,
  ...report,
  ...reportActions,
  ...risk,
  ...rules,
  ...scenes,
  ...shell,
  ...system,
  ...verify,
} as const satisfies Record<string, string>

export type MessageKey = keyof typeof en

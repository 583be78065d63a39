import type { MessageKey } from './en.ts'
import { alerts } from './zh/alerts.ts'
import { assets } from './zh/assets.ts'
import { backtest } from './zh/backtest.ts'
import { care } from './zh/care.ts'
import { chart } from './zh/chart.ts'
import { devices } from './zh/devices.ts'
import { forecast } from './zh/forecast.ts'
import { goods } from './zh/goods.ts'
import { goodsLife } from './zh/goods-life.ts'
import { quality } from './zh/quality.ts'
import { records } from './zh/records.ts'
import { report } from './zh/report.ts'
import { reportActions } from './zh/report-actions.ts'
import { risk } from './zh/risk.ts'
import { rules } from './zh/rules.ts'
import { scenes } from './zh/scenes.ts'
import { shell } from './zh/shell.ts'
import { system } from './zh/system.ts'
import { verify } from './zh/verify.ts'

export const zh: Record<MessageKey, string> = {
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
}

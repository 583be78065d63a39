import type { MessageKey } from './en.ts'
import { reportZh } from './report-zh.ts'
import { agent } from './zh/agent.ts'
import { alerts } from './zh/alerts.ts'
import { assets } from './zh/assets.ts'
import { backtest } from './zh/backtest.ts'
import { care } from './zh/care.ts'
import { devices } from './zh/devices.ts'
import { footfall } from './zh/footfall.ts'
import { forecast } from './zh/forecast.ts'
import { goods } from './zh/goods.ts'
import { goodsLife } from './zh/goods-life.ts'
import { knowledge } from './zh/knowledge.ts'
import { quality } from './zh/quality.ts'
import { recognition } from './zh/recognition.ts'
import { records } from './zh/records.ts'
import { refusals } from './zh/refusals.ts'
import { risk } from './zh/risk.ts'
import { rules } from './zh/rules.ts'
import { service } from './zh/service.ts'
import { shell } from './zh/shell.ts'
import { system } from './zh/system.ts'

export const zh: Record<MessageKey, string> = {
  ...reportZh,
  ...agent,
  ...alerts,
  ...assets,
  ...backtest,
  ...care,
  ...devices,
  ...footfall,
  ...forecast,
  ...goods,
  ...goodsLife,
  ...knowledge,
  ...quality,
  ...recognition,
  ...records,
  ...refusals,
  ...risk,
  ...rules,
  ...service,
  ...shell,
  ...system,
}

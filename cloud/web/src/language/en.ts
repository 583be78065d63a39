import { agent } from './en/agent.ts'
import { alerts } from './en/alerts.ts'
import { assets } from './en/assets.ts'
import { backtest } from './en/backtest.ts'
import { care } from './en/care.ts'
import { devices } from './en/devices.ts'
import { footfall } from './en/footfall.ts'
import { forecast } from './en/forecast.ts'
import { goods } from './en/goods.ts'
import { goodsLife } from './en/goods-life.ts'
import { knowledge } from './en/knowledge.ts'
import { quality } from './en/quality.ts'
import { recognition } from './en/recognition.ts'
import { records } from './en/records.ts'
import { refusals } from './en/refusals.ts'
import { risk } from './en/risk.ts'
import { rules } from './en/rules.ts'
import { service } from './en/service.ts'
import { shell } from './en/shell.ts'
import { system } from './en/system.ts'
import { reportEn } from './report-en.ts'

export const en = {
  ...reportEn,
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
} as const satisfies Record<string, string>

export type MessageKey = keyof typeof en

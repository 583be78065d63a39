import type { ReportKey } from './report-en.ts'
import { causes } from './zh/causes.ts'
import { chart } from './zh/chart.ts'
import { frame } from './zh/frame.ts'
import { report } from './zh/report.ts'
import { reportActions } from './zh/report-actions.ts'
import { scenes } from './zh/scenes.ts'
import { verify } from './zh/verify.ts'

export const reportZh: Record<ReportKey, string> = {
  ...causes,
  ...chart,
  ...frame,
  ...report,
  ...reportActions,
  ...scenes,
  ...verify,
}

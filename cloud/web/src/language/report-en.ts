import { causes } from './en/causes.ts'
import { chart } from './en/chart.ts'
import { frame } from './en/frame.ts'
import { report } from './en/report.ts'
import { reportActions } from './en/report-actions.ts'
import { scenes } from './en/scenes.ts'
import { verify } from './en/verify.ts'

/** What the customer's page says; the console says it too. */
export const reportEn = {
  ...causes,
  ...chart,
  ...frame,
  ...report,
  ...reportActions,
  ...scenes,
  ...verify,
} as const satisfies Record<string, string>

export type ReportKey = keyof typeof reportEn

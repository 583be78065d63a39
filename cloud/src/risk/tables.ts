import type { CustomerMessage, RiskAlert, RiskSubjectKind } from '@larder/contracts/risk'

/** `model`, `card`, `policy` and `factors` are JSON text. The newest model and the highest policy apply. */
export interface RiskTables {
  riskModel: { trainedAtMs: number; model: string; card: string }
  riskPolicy: { version: number; policy: string; by: string; why: string; atMs: number }
  riskScore: {
    kind: RiskSubjectKind
    subject: string
    probability: number
    scoredAtMs: number
    crossedAtMs: number | null
    deliveredAtMs: number | null
    factors: string
  }
  riskAlert: RiskAlert & { kind: RiskSubjectKind; subject: string }
  customerMessage: Omit<CustomerMessage, 'text'> & { textZh: string; textEn: string }
  riskWeather: { store: string; atMs: number; outsideCelsius: number; rainMm: number }
}

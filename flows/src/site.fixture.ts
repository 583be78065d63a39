import { type Configuration, type ConfigurationFile, configuration } from '@larder/contracts/configuration'
import type { Situation } from '@larder/contracts/situation'

/** 14:05 at the shop. */
export const fromMs = Date.parse('2026-11-20T14:05:00+08:00')

export const shop = {
  id: 'shop-1',
  name: { zh: '一号店', en: 'Shop 1' },
  timeZone: 'Asia/Shanghai',
  assets: [
    {
      id: 'cabinet-1',
      kind: 'cabinet' as const,
      name: { zh: '海鲜柜', en: 'Fish cabinet' },
      profile: 'fresh-fish',
      probes: [{ id: 'air', role: 'air' as const, intervalSeconds: 60 }],
    },
  ],
}

export const shopConfiguration = (flows: ConfigurationFile['flows'] = {}): Configuration =>
  configuration.parse({ sites: [shop], edge: { site: 'shop-1' }, flows })

export const situation = (change: Partial<Situation> = {}): Situation => ({
  id: 'shop-1/cabinet-1/too-warm/1',
  revision: 0,
  site: 'shop-1',
  asset: 'cabinet-1',
  cause: 'too-warm',
  severity: 'critical',
  state: 'open',
  fromMs,
  openedAtMs: fromMs + 600_000,
  latestCelsius: 8.24,
  peakCelsius: 9.16,
  limitCelsius: 4,
  past: false,
  ...change,
})

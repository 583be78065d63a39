import { z } from 'zod'

/**
 * How a forecast is made: `lstm` learned from the asset's history; `physical` goes to its equilibrium by a first-order law;
 * `persistence` stays as it is; `seasonal` does as one period ago, where a period is evident.
 */
export const forecastMethod = z.enum(['lstm', 'physical', 'persistence', 'seasonal'])

/** What a method was wrong by at one horizon, on data held back by time. In the unit of the series: °C for an asset. */
export const horizonError = z.object({ horizonMinutes: z.number(), mae: z.number(), rmse: z.number() })

export const methodErrors = z.object({
  method: forecastMethod,
  /** Over all horizons. */
  mae: z.number(),
  rmse: z.number(),
  horizons: z.array(horizonError),
  /** How many of the held-back targets the 80 % band held. */
  coveragePercent: z.number(),
})

/** The forecast of one method: its middle and its 80 % band. */
export const forecastPoint = z.object({
  atMs: z.number(),
  celsius: z.number(),
  lowCelsius: z.number(),
  highCelsius: z.number(),
})

/** Minutes from the newest reading; null: not expected within `horizonHours`. 80 % of outcomes lie between low and high. */
export const breachTime = z.object({
  lowMinutes: z.number().nullable(),
  middleMinutes: z.number().nullable(),
  highMinutes: z.number().nullable(),
})

/**
 * `ordinary`: cooling and its cycles, doors and defrosts go as they have gone before, no breach is expected.
 * `warming`: the temperature climbs as it has not before; the time is by the law of a space that is not cooled.
 * `breached`: it is past the limit now.
 */
export const breachOutlook = z.object({
  state: z.enum(['ordinary', 'warming', 'breached']),
  limitCelsius: z.number(),
  horizonHours: z.number(),
  /** null while ordinary. */
  expected: breachTime.nullable(),
  /** When the goods themselves will, which follow the air by their pack's time constant; null unless warming. */
  goods: breachTime.nullable(),
  /** How long the limit would hold if cooling failed now; null where the past does not tell. */
  ifCoolingFails: breachTime.nullable(),
  /** How likely the limit is reached within the horizon. */
  probabilityPercent: z.number(),
})

/** `GET /api/assets/{site}/{asset}/forecast` */
export const assetForecast = z.object({
  site: z.string(),
  asset: z.string(),
  probe: z.string().nullable(),
  /** `not-enough-history`: nothing is claimed. `stale`: the newest reading is too old to look ahead from. */
  status: z.enum(['ready', 'not-enough-history', 'stale']),
  /** In words, where nothing is claimed. */
  reason: z.string().nullable(),
  /** Stamp of the newest reading: what everything here counts from. */
  fromMs: z.number().nullable(),
  celsius: z.number().nullable(),
  history: z.object({ fromMs: z.number(), untilMs: z.number(), readings: z.number() }).nullable(),
  methods: z.array(z.object({ method: forecastMethod, points: z.array(forecastPoint), errors: methodErrors })),
  used: forecastMethod.nullable(),
  /**
   * `learned-best`: the network beats every baseline on held-back data; `baseline-best`: it does not;
   * `untrained`: there is no network; `window-gap`: the newest hours have too many gaps for it;
   * `warming`: the space leaves its ordinary ways, so the law of an uncooled space is drawn.
   */
  why: z.enum(['learned-best', 'baseline-best', 'untrained', 'window-gap', 'warming']).nullable(),
  trained: z.object({ atMs: z.number(), version: z.number(), rows: z.number(), seconds: z.number() }).nullable(),
  breach: breachOutlook.nullable(),
})

export type ForecastMethod = z.infer<typeof forecastMethod>
export type MethodErrors = z.infer<typeof methodErrors>
export type ForecastPoint = z.infer<typeof forecastPoint>
export type BreachTime = z.infer<typeof breachTime>
export type BreachOutlook = z.infer<typeof breachOutlook>
export type AssetForecast = z.infer<typeof assetForecast>

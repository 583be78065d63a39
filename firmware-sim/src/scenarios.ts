/** Something that is wrong with one part of the world. */
export type Trouble =
  | { kind: 'door-open' | 'compressor-failed' | 'no-fix' | 'offline' | 'unpowered'; asset: string }
  | { kind: 'stuck'; asset: string; probe: string }

/**
 * Troubles that begin when the scenario is chosen, last, and come again. They go by the stamps' clock at any speed: a
 * rule that waits five minutes waits five minutes, so the door must stand open that long by everybody's clock.
 */
export interface Scenario {
  summary: string
  troubles: readonly Trouble[]
  lastsMinutes: number
  everyMinutes: number
}

const shopCabinets = ['cabinet-1', 'cabinet-2', 'cabinet-3']

export const scenarios = {
  normal: { summary: 'an ordinary day', troubles: [], lastsMinutes: 0, everyMinutes: 60 },
  'door-left-open': {
    summary: 'the fish counter’s door stands open for 45 minutes, every 3 hours',
    troubles: [{ kind: 'door-open', asset: 'cabinet-1' }],
    lastsMinutes: 45,
    everyMinutes: 180,
  },
  'compressor-failure': {
    summary: 'the dairy cabinet’s compressor fails for 4 hours, every 12',
    troubles: [{ kind: 'compressor-failed', asset: 'cabinet-2' }],
    lastsMinutes: 240,
    everyMinutes: 720,
  },
  'gps-tunnel': {
    summary: 'truck 1 has no satellites for 4 minutes in every 12',
    troubles: [{ kind: 'no-fix', asset: 'truck-1' }],
    lastsMinutes: 4,
    everyMinutes: 12,
  },
  'probe-stuck': {
    summary: 'the dairy product probe repeats its last value and number with fresh stamps, 40 minutes in every 2 hours',
    troubles: [{ kind: 'stuck', asset: 'cabinet-2', probe: 'product' }],
    lastsMinutes: 40,
    everyMinutes: 120,
  },
  'late-upload': {
    summary: 'truck 2 is out of reach for 20 minutes in every 40 and uploads what it kept',
    troubles: [{ kind: 'offline', asset: 'truck-2' }],
    lastsMinutes: 20,
    everyMinutes: 40,
  },
  'power-cut': {
    summary: 'the shop has no power for 25 minutes, every 3 hours: cabinets warm, controller and radio are gone',
    troubles: shopCabinets.flatMap((asset): Trouble[] => [
      { kind: 'unpowered', asset },
      { kind: 'offline', asset },
    ]),
    lastsMinutes: 25,
    everyMinutes: 180,
  },
} as const satisfies Record<string, Scenario>

export type ScenarioName = keyof typeof scenarios
export const scenarioNames = Object.keys(scenarios) as ScenarioName[]
export const isScenarioName = (name: string): name is ScenarioName => Object.hasOwn(scenarios, name)

export const unknownScenario = (name: string): string =>
  `no scenario is called "${name}"; there are ${scenarioNames.join(', ')}`

/** The scenario that the configuration names. @throws when there is none of this name */
export function configuredScenario(name: string): ScenarioName {
  if (isScenarioName(name)) return name
  throw new Error(`world.scenario: ${unknownScenario(name)}`)
}

/** What is wrong this long after the scenario began. */
export function troublesAt(name: ScenarioName, elapsedMs: number): readonly Trouble[] {
  const scenario: Scenario = scenarios[name]
  const minute = (elapsedMs / 60_000) % scenario.everyMinutes
  return elapsedMs >= 0 && minute < scenario.lastsMinutes ? scenario.troubles : []
}

/** Whether one of the troubles is this one. */
export const has = (troubles: readonly Trouble[], kind: Trouble['kind'], asset: string, probe?: string): boolean =>
  troubles.some(
    (trouble) =>
      trouble.kind === kind && trouble.asset === asset && (trouble.kind !== 'stuck' || trouble.probe === probe),
  )

import type { EnclosureModel } from './enclosure.ts'

/** Where a space stands: whose warmth leaks in. */
export type Surroundings = 'shop' | 'outdoors'

/** Who opens its door, and when. */
export type DoorRhythm = 'customers' | 'forklifts' | 'deliveries'

export interface Enclosure {
  model: EnclosureModel
  surroundings: Surroundings
  door: DoorRhythm
}

const minutes = (timeConstant: number): number => 60 / timeConstant

/**
 * The spaces of the simulated site. Rates come from ordinary behaviour: a glass-door cabinet drifts 0.15 K a minute
 * with its compressor off and cools as fast with it on; goods lag by their pack: a fillet tray on ice about 50 min,
 * a litre of milk 150 min, a carton of frozen shrimp 180 to 240 min, a pallet 300 min.
 */
export const enclosures: Record<string, Enclosure> = {
  'truck-1': {
    surroundings: 'outdoors',
    door: 'deliveries',
    model: {
      setpointCelsius: 0.6,
      bandCelsius: 0.5,
      wallPerHour: 0.4,
      doorPerHour: 2.2,
      coilPerHour: 5,
      evaporatingCelsius: -9,
      productPerHour: minutes(50),
      humidityPercent: 84,
      defrost: { kind: 'off-cycle', everyHours: 6, lastsMinutes: 8 },
    },
  },
  'truck-2': {
    surroundings: 'outdoors',
    door: 'deliveries',
    model: {
      setpointCelsius: -21.5,
      bandCelsius: 1,
      wallPerHour: 0.4,
      doorPerHour: 1.2,
      coilPerHour: 4.5,
      evaporatingCelsius: -36,
      productPerHour: minutes(180),
      humidityPercent: 66,
      // Hot gas: fast and short.
      defrost: {
        kind: 'heated',
        everyHours: 14,
        heaterKelvinPerMinute: 14,
        meltGramsPerMinute: 110,
        endCoilCelsius: 8,
        dripMinutes: 1,
        stillCoilPerHour: 1.2,
      },
    },
  },
  'coldroom-1': {
    surroundings: 'outdoors',
    door: 'forklifts',
    model: {
      setpointCelsius: 2.6,
      bandCelsius: 0.6,
      wallPerHour: 0.2,
      doorPerHour: 1.2,
      coilPerHour: 1.8,
      evaporatingCelsius: -7,
      productPerHour: minutes(300),
      humidityPercent: 82,
      defrost: { kind: 'off-cycle', everyHours: 8, lastsMinutes: 20 },
    },
  },
  'cabinet-1': {
    surroundings: 'shop',
    door: 'customers',
    model: {
      setpointCelsius: 0.6,
      bandCelsius: 0.5,
      wallPerHour: 0.38,
      doorPerHour: 2.5,
      coilPerHour: 2.6,
      evaporatingCelsius: -8,
      productPerHour: minutes(50),
      humidityPercent: 86,
      defrost: { kind: 'off-cycle', everyHours: 6, lastsMinutes: 11 },
    },
  },
  'cabinet-2': {
    surroundings: 'shop',
    door: 'customers',
    model: {
      setpointCelsius: 3.9,
      bandCelsius: 0.6,
      wallPerHour: 0.42,
      doorPerHour: 2.5,
      coilPerHour: 2.6,
      evaporatingCelsius: -5,
      productPerHour: minutes(150),
      humidityPercent: 78,
      defrost: { kind: 'off-cycle', everyHours: 6, lastsMinutes: 15 },
    },
  },
  'cabinet-3': {
    surroundings: 'shop',
    door: 'customers',
    model: {
      setpointCelsius: -21,
      bandCelsius: 1.1,
      wallPerHour: 0.4,
      doorPerHour: 2.2,
      coilPerHour: 2.6,
      evaporatingCelsius: -34,
      productPerHour: minutes(240),
      humidityPercent: 64,
      defrost: {
        kind: 'heated',
        everyHours: 39,
        heaterKelvinPerMinute: 3,
        meltGramsPerMinute: 68,
        endCoilCelsius: 25,
        dripMinutes: 2,
        stillCoilPerHour: 3.6,
      },
    },
  },
}

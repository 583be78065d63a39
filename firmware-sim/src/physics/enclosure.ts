/** What makes one refrigerated space behave as it does. Rates are the inverse of a time constant, per hour. */
export interface EnclosureModel {
  /** The thermostat switches on above `setpoint + band` and off below `setpoint − band`. */
  setpointCelsius: number
  bandCelsius: number
  /** Air and the structure that swings with it, towards the surroundings through the wall. */
  wallPerHour: number
  /** The same through an open door, on top of the wall. */
  doorPerHour: number
  /** Towards the evaporator with its fan running. */
  coilPerHour: number
  evaporatingCelsius: number
  /** Goods towards the air: first order, by product and pack. */
  productPerHour: number
  humidityPercent: number
  defrost: OffCycleDefrost | HeatedDefrost
}

/** The compressor rests and the fan's own air melts the frost: enough above 0 °C. */
export interface OffCycleDefrost {
  kind: 'off-cycle'
  everyHours: number
  lastsMinutes: number
}

/** A heater in the coil, fan off, until the coil is warm; then it drips before cooling goes on. */
export interface HeatedDefrost {
  kind: 'heated'
  everyHours: number
  heaterKelvinPerMinute: number
  /** What the heater melts while the coil stands at 0 °C. */
  meltGramsPerMinute: number
  endCoilCelsius: number
  dripMinutes: number
  /** Towards the coil by free convection, the fan standing. */
  stillCoilPerHour: number
}

/** Everything that changes from step to step: numbers and flags only, so that it can be kept in a file. */
export interface EnclosureState {
  airCelsius: number
  coilCelsius: number
  productCelsius: number
  humidityPercent: number
  frostGrams: number
  compressorOn: boolean
  defrost: 'none' | 'due' | 'melting' | 'dripping'
  /** Since the defrost's present part began; while there is none, since the last one. */
  defrostSeconds: number
  /** Written by staff through the controller; null leaves the model's own. */
  setpointCelsius: number | null
}

/** What the world does to it during one step. */
export interface EnclosureInput {
  ambientCelsius: number
  doorOpen: boolean
  compressorFailed: boolean
  powered: boolean
}

/** The coil follows the refrigerant within a minute or two, and the air when neither runs. */
const coilToRefrigerantPerHour = 35
const coilToAirPerHour = 30
const humidityPerHour = 12
/** Frost: from air leaking in all day, and from the air that an open door lets in. */
const frostGramsPerHour = 22
const frostGramsPerOpenHour = 260

/** Whether a defrost is under way: one that is only due still cools. */
export const isDefrosting = (state: EnclosureState): boolean =>
  state.defrost === 'melting' || state.defrost === 'dripping'

/** The state after `seconds`, by exact relaxation towards what each part leans to: stable at any step. */
export function stepEnclosure(
  state: EnclosureState,
  model: EnclosureModel,
  input: EnclosureInput,
  seconds: number,
): EnclosureState {
  const timed = stepDefrost(state, model, input, seconds)
  const compressorOn = input.powered && !input.compressorFailed && wantsCold(timed, model)
  const heating = timed.defrost === 'melting' && model.defrost.kind === 'heated' && input.powered
  const fanOn = input.powered && !(model.defrost.kind === 'heated' && isDefrosting(timed))
  const hours = seconds / 3600

  const stillPerHour = model.defrost.kind === 'heated' ? model.defrost.stillCoilPerHour : model.coilPerHour / 10
  const toCoil = fanOn ? model.coilPerHour : stillPerHour
  const toAmbient = model.wallPerHour + (input.doorOpen ? model.doorPerHour : 0)
  const pull = toCoil + toAmbient
  const leansTo = (toCoil * state.coilCelsius + toAmbient * input.ambientCelsius) / pull
  const airCelsius = relax(state.airCelsius, leansTo, pull * hours)

  const coil = heating
    ? heatCoil(timed, model.defrost as HeatedDefrost, seconds)
    : {
        coilCelsius: relax(
          timed.coilCelsius,
          compressorOn ? model.evaporatingCelsius : airCelsius,
          (compressorOn ? coilToRefrigerantPerHour : coilToAirPerHour) * hours,
        ),
        frostGrams: timed.frostGrams + frost(input, compressorOn) * hours,
      }
  const damp = input.doorOpen ? 92 : model.humidityPercent + (compressorOn ? -6 : 6)
  return {
    ...timed,
    ...coil,
    airCelsius,
    compressorOn,
    productCelsius: relax(state.productCelsius, airCelsius, model.productPerHour * hours),
    humidityPercent: relax(state.humidityPercent, damp, humidityPerHour * hours),
  }
}

/** A space that has been running for long: in the middle of its band, with its last defrost some time ago. */
export function restingEnclosure(model: EnclosureModel, shareOfDefrostCycle: number): EnclosureState {
  return {
    airCelsius: model.setpointCelsius,
    coilCelsius: model.setpointCelsius,
    productCelsius: model.setpointCelsius,
    humidityPercent: model.humidityPercent,
    frostGrams: frostGramsPerHour * model.defrost.everyHours * shareOfDefrostCycle,
    compressorOn: false,
    defrost: 'none',
    defrostSeconds: model.defrost.everyHours * 3600 * shareOfDefrostCycle,
    setpointCelsius: null,
  }
}

const relax = (from: number, to: number, timeConstants: number): number => to + (from - to) * Math.exp(-timeConstants)

const frost = (input: EnclosureInput, compressorOn: boolean): number =>
  (compressorOn ? 2 : 0.2) * frostGramsPerHour * 0.7 + (input.doorOpen ? frostGramsPerOpenHour : 0)

function wantsCold(state: EnclosureState, model: EnclosureModel): boolean {
  if (isDefrosting(state)) return false
  const setpoint = state.setpointCelsius ?? model.setpointCelsius
  // A defrost that is due waits for the cut-out, so that it begins with the air cold (pump-down).
  if (state.airCelsius <= setpoint - model.bandCelsius) return false
  return state.compressorOn || state.airCelsius >= setpoint + model.bandCelsius || state.defrost === 'due'
}

function stepDefrost(
  state: EnclosureState,
  model: EnclosureModel,
  input: EnclosureInput,
  seconds: number,
): EnclosureState {
  const { defrost } = model
  const defrostSeconds = state.defrostSeconds + seconds
  const next = nextPart(state, model, input, defrostSeconds)
  if (next === state.defrost) return { ...state, defrostSeconds }
  if (next === 'due') return { ...state, defrost: next, defrostSeconds }
  const melted = next === 'none' && defrost.kind === 'off-cycle'
  return { ...state, defrost: next, defrostSeconds: 0, frostGrams: melted ? 0 : state.frostGrams }
}

/** A defrost that is due and does not see the cut-out begins after this all the same. */
const dueAtMostSeconds = 1800

function nextPart(
  state: EnclosureState,
  { defrost, setpointCelsius, bandCelsius }: EnclosureModel,
  input: EnclosureInput,
  seconds: number,
): EnclosureState['defrost'] {
  const everySeconds = defrost.everyHours * 3600
  switch (state.defrost) {
    case 'none':
      return seconds >= everySeconds ? 'due' : 'none'
    case 'due': {
      const cold = state.airCelsius <= (state.setpointCelsius ?? setpointCelsius) - bandCelsius
      return input.powered && (cold || seconds > everySeconds + dueAtMostSeconds) ? 'melting' : 'due'
    }
    case 'melting':
      if (defrost.kind === 'off-cycle') return seconds >= defrost.lastsMinutes * 60 ? 'none' : 'melting'
      return state.coilCelsius >= defrost.endCoilCelsius ? 'dripping' : 'melting'
    case 'dripping':
      return defrost.kind === 'heated' && seconds >= defrost.dripMinutes * 60 ? 'none' : 'dripping'
  }
}

/** The heater warms the coil; at 0 °C its heat goes into the ice until there is none. */
function heatCoil(state: EnclosureState, defrost: HeatedDefrost, seconds: number) {
  const minutes = seconds / 60
  const warmed = state.coilCelsius + defrost.heaterKelvinPerMinute * minutes
  if (warmed < 0 || state.frostGrams <= 0) return { coilCelsius: warmed, frostGrams: state.frostGrams }
  const frostGrams = state.frostGrams - defrost.meltGramsPerMinute * minutes
  return { coilCelsius: Math.max(0, Math.min(state.coilCelsius, warmed)), frostGrams: Math.max(0, frostGrams) }
}

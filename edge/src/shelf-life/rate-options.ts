import {
  type RateModel,
  rateModel,
  type SpoilageParameters,
  spoilage,
  spoilageNames,
} from '@larder/contracts/shelf-life'
import { type Options, optionOf, UsageError } from './options.ts'
import { rateAt } from './rate.ts'

const parametersOf = {
  'square-root': ['minCelsius'],
  exponential: ['ratePerCelsius'],
  arrhenius: ['activationKjPerMol'],
  q10: ['q10'],
  ratkowsky: ['minCelsius', 'maxCelsius', 'shapePerCelsius'],
} as const satisfies Record<RateModel['model'], readonly (keyof Options)[]>

const calorie = 4.184

/** The named product's parameters, or those the options write; undefined when they name neither. */
export function spoilageFrom(options: Options, model: RateModel['model'] | undefined): SpoilageParameters | undefined {
  if (options.product !== undefined) return productFrom(options)
  const rate = rateFrom(options, model ?? modelGiven(options))
  if (rate === undefined) return undefined
  return {
    name: { zh: '自定参数', en: 'As given' },
    rate,
    validCelsius: options.validCelsius ?? [-90, 150],
    source: 'as given',
    verify: false,
  }
}

function productFrom(options: Options): SpoilageParameters {
  const name = spoilageNames.find((one) => one === options.product)
  if (name === undefined) throw new UsageError(`--product: give one of ${spoilageNames.join(', ')}`)
  const given = Object.values(parametersOf).flat()
  refuse(options, given, '--product has its own parameters')
  return spoilage[name]
}

function rateFrom(options: Options, model: RateModel['model'] | undefined): RateModel | undefined {
  if (model === undefined) return undefined
  const mine: readonly (keyof Options)[] = parametersOf[model]
  const others = Object.values(parametersOf)
    .flat()
    .filter((name) => !mine.includes(name))
  const values = { ...options, activationKjPerMol: activationFrom(options) }
  refuse(values, others, `it is no parameter of ${model}`)
  // Without its upper end Ratkowsky's model is the square root.
  const plain = model === 'ratkowsky' && values.maxCelsius === undefined && values.shapePerCelsius === undefined
  const used = plain ? (['minCelsius'] as const) : mine
  const missing = used.filter((name) => values[name] === undefined)
  if (missing.length > 0) throw new UsageError(`${missing.map(optionOf).join(', ')}: needed for ${model}`)
  const parameters = Object.fromEntries(used.map((name) => [name, values[name]]))
  const parsed = rateModel.safeParse({ model: plain ? 'square-root' : model, ...parameters })
  if (parsed.success) return parsed.data
  throw new UsageError(parsed.error.issues.map(({ path, message }) => `${optionOf(path[0])}: ${message}`).join('\n'))
}

function activationFrom({ activationKjPerMol, activationKcalPerMol }: Options): number | undefined {
  if (activationKcalPerMol === undefined) return activationKjPerMol
  if (activationKjPerMol !== undefined)
    throw new UsageError('--activation-kcal-per-mol: --activation-kj-per-mol is given already')
  return activationKcalPerMol * calorie
}

/** The one model whose parameter is among the options, for growth curves that change with temperature. */
function modelGiven(options: Options): RateModel['model'] | undefined {
  if (options.minCelsius !== undefined) return options.maxCelsius === undefined ? 'square-root' : 'ratkowsky'
  if (options.ratePerCelsius !== undefined) return 'exponential'
  if ((options.activationKjPerMol ?? options.activationKcalPerMol) !== undefined) return 'arrhenius'
  return options.q10 === undefined ? undefined : 'q10'
}

export function refuse(options: Partial<Options>, names: readonly (keyof Options)[], why: string): void {
  const given = [...new Set(names)].filter((name) => options[name] !== undefined)
  if (given.length > 0) throw new UsageError(`${given.map(optionOf).join(', ')}: ${why}`)
}

/** The temperature that life, lag and rate are stated for. */
export function referenceFrom({ atCelsius, referenceCelsius }: Options, otherwise: number): number {
  if (atCelsius !== undefined && referenceCelsius !== undefined && atCelsius !== referenceCelsius)
    throw new UsageError('--reference-celsius: --at-celsius says otherwise; they are the same')
  return atCelsius ?? referenceCelsius ?? otherwise
}

/** Life cannot be stated for a temperature at which nothing spoils. */
export function mustSpoilAt(rate: RateModel, celsius: number, option: string): void {
  if (rateAt(rate, celsius) > 0) return
  throw new UsageError(`${option}: at ${celsius} °C nothing happens by this model, so nothing can be stated for it`)
}

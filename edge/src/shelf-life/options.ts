import { parseArgs } from 'node:util'
import { z } from 'zod'

export const models = [
  'square-root',
  'exponential',
  'arrhenius',
  'q10',
  'ratkowsky',
  'baranyi',
  'gompertz',
  'mkt',
] as const
export type ModelName = (typeof models)[number]

/** The command was called wrongly; the message names the option. */
export class UsageError extends Error {}

const finite = z.coerce.number('give a number')
const celsius = finite.min(-90, 'give °C from −90').max(150, 'give °C up to 150')
const list = z
  .string()
  .transform((text) => text.split(',').map((one) => (one.trim() === '' ? Number.NaN : Number(one))))
const listed = z.number('write numbers, apart by commas').min(-90, 'give °C from −90').max(150, 'give °C up to 150')
const positive = finite.positive('give a number above 0')
const notNegative = finite.min(0, 'give 0 or more')
const logCount = finite.min(-6, 'give log10 of the count, from −6').max(15, 'give log10 of the count, up to 15')

/** Every option of `larder shelf-life`, by its name without the dashes. */
const schema = z.strictObject({
  model: z.enum(models, `give one of ${models.join(', ')}`).optional(),
  product: z.string().optional(),
  history: z.string().optional(),
  steps: z.string().optional(),
  columns: z.string().optional(),
  intervalHours: positive.optional(),
  maxHoldHours: positive.optional(),
  shelfLifeDays: positive.max(36_500, 'give at most 36500').optional(),
  atCelsius: celsius.optional(),
  referenceCelsius: celsius.optional(),
  remainingAtCelsius: celsius.optional(),
  ratesAt: list.pipe(z.array(listed)).optional(),
  minCelsius: finite.optional(),
  maxCelsius: finite.optional(),
  shapePerCelsius: finite.optional(),
  ratePerCelsius: finite.optional(),
  activationKjPerMol: finite.optional(),
  activationKcalPerMol: finite.optional(),
  q10: finite.optional(),
  deltaHKjPerMol: positive.max(1000, 'give at most 1000').optional(),
  windowHours: positive.optional(),
  b: positive.optional(),
  muMaxPerHour: positive.max(50, 'give at most 50 per hour').optional(),
  logBase: z.enum(['e', '10'], 'give e or 10').optional(),
  lagHours: notNegative.optional(),
  h0: notNegative.optional(),
  initialLogCount: logCount.optional(),
  maxLogCount: logCount.optional(),
  targetLogCount: logCount.optional(),
  fit: z.string().optional(),
  uncertaintyCelsius: notNegative.max(20, 'give at most 20').optional(),
  limitCelsius: celsius.optional(),
  validCelsius: list.pipe(z.tuple([listed, listed], 'give two temperatures, such as -1,15')).optional(),
})

export type Options = z.infer<typeof schema>

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** Which option a field of a model's parameters comes from. */
export const optionOf = (field: PropertyKey | undefined): string => `--${kebab(String(field))}`

/** @throws UsageError naming every option that is wrong */
export function readOptions(args: readonly string[]): Options {
  const named = Object.keys(schema.shape).map((name) => [kebab(name), name] as const)
  const options = Object.fromEntries(named.map(([option]) => [option, { type: 'string' as const }]))
  let values: Record<string, unknown>
  try {
    values = parseArgs({ args: joinNegative(args), options, strict: true }).values
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
  const present = named.flatMap(([option, name]) => (values[option] === undefined ? [] : [[name, values[option]]]))
  const empty = present.find(([, text]) => String(text).trim() === '')
  if (empty !== undefined) throw new UsageError(`${optionOf(String(empty[0]))}: give a value`)
  const parsed = schema.safeParse(Object.fromEntries(present))
  if (parsed.success) return parsed.data
  throw new UsageError(parsed.error.issues.map(({ path, message }) => `${optionOf(path[0])}: ${message}`).join('\n'))
}

/** `--min-celsius -10` is not an option without a value; a typographic minus is a minus. */
function joinNegative(args: readonly string[]): string[] {
  const joined: string[] = []
  for (const arg of args) {
    const text = arg.replace(/^\u2212(?=[\d.])/, '-')
    const last = joined.at(-1)
    if (/^-[\d.]/.test(text) && last?.startsWith('--') && !last.includes('='))
      joined[joined.length - 1] = `${last}=${text}`
    else joined.push(text)
  }
  return joined
}

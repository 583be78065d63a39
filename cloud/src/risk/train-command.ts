import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { defaultRiskPolicy, type RiskCard } from '@larder/contracts/risk'
import type { Command, CommandContext } from '@larder/contracts/room'
import type { CaseSchema, PastCase } from './case.ts'
import type { Rule } from './mapping.ts'

const usage = 'train risk [--file ORDERS.csv --mapping MAPPING.json] [--seed N] [--threshold P] [--try] [--json]'

interface Asked {
  file: string | undefined
  mapping: string | undefined
  seed: number
  threshold: number | undefined
  /** Only print the figures. */
  try: boolean
  json: boolean
}

interface History {
  cases: PastCase[]
  schema: CaseSchema
  rules: Rule[]
  source: string
  /** What of it the site cannot supply; a model of it is not used there. */
  foreign: string[]
  warnings: string[]
}

/** Trains in this process, which ends with it: no room ever holds TensorFlow.js. */
export const trainRiskCommand: Command = {
  name: 'train risk',
  usage,
  summary: "train the complaint risk on the site's own history, or on a CSV file of orders and outcomes",
  async run(args, context) {
    const asked = readArguments(args)
    if (typeof asked === 'string') {
      context.error(`${asked}\nusage: larder ${usage}`)
      return 2
    }
    const [{ UnreadableCases }, { NotEnoughHistory }] = await Promise.all([
      import('./read-cases.ts'),
      import('./train.ts'),
    ])
    try {
      return await train(asked, context)
    } catch (error) {
      if (!(error instanceof UnreadableCases || error instanceof NotEnoughHistory)) throw error
      context.error(error.message)
      return 1
    }
  },
}

function readArguments(args: string[]): Asked | string {
  try {
    const text = { type: 'string' } as const
    const flag = { type: 'boolean', default: false } as const
    const options = {
      file: text,
      mapping: text,
      seed: { ...text, default: '1' },
      threshold: text,
      try: flag,
      json: flag,
    }
    const { values } = parseArgs({ args, options })
    const { file, mapping, threshold } = values
    if ((file === undefined) !== (mapping === undefined)) return '--file and --mapping go together'
    const seed = Number(values.seed)
    if (!Number.isInteger(seed) || seed < 0) return `--seed ${values.seed}: give a whole number from 0`
    const probability = threshold === undefined ? undefined : Number(threshold)
    if (probability !== undefined && !(probability > 0 && probability < 1))
      return `--threshold ${threshold}: give a probability between 0 and 1`
    return { file, mapping, seed, threshold: probability, try: values.try, json: values.json }
  } catch (error) {
    return (error as Error).message
  }
}

async function train(asked: Asked, context: CommandContext): Promise<number> {
  const history =
    asked.file === undefined ? await ownHistory(context) : await fileHistory(asked.file, asked.mapping as string)
  const { trainRisk } = await import('./train.ts')
  const { model, card } = await trainRisk({
    ...history,
    seed: asked.seed,
    threshold: asked.threshold ?? defaultRiskPolicy.alertAtProbability,
    nowMs: Date.now(),
    clock: () => performance.now(),
    step: (line) => (asked.json ? undefined : context.out(line)),
  })
  if (asked.json) context.out(JSON.stringify(card, null, 2))
  else for (const line of told(card)) context.out(line)
  const say = asked.json ? context.error : context.out
  if (asked.try) say('not kept: --try only shows the figures')
  else if (history.foreign.length > 0)
    say(`not kept: the site itself cannot supply ${history.foreign.join(', ')}, so this model can only be tried`)
  else {
    const { withDatabase } = await import('../with-database.ts')
    const { keepModel } = await import('./kept-model.ts')
    await withDatabase(context, (database) => keepModel(database, model, card))
    say('kept: the cloud room scores with it from its next round on')
  }
  return 0
}

async function fileHistory(file: string, mappingFile: string): Promise<History> {
  const [{ decoded, readCases, UnreadableCases }, { mapping }, { foreignFeatures }] = await Promise.all([
    import('./read-cases.ts'),
    import('./mapping.ts'),
    import('./site-features.ts'),
  ])
  const read = async (path: string) =>
    readFile(path).catch((error: NodeJS.ErrnoException) => {
      throw new UnreadableCases(`${path} cannot be read: ${error.code}`)
    })
  let given: unknown
  try {
    given = JSON.parse(decoded(await read(mappingFile)).replace(/^\uFEFF/, ''))
  } catch (error) {
    if (error instanceof UnreadableCases) throw error
    throw new UnreadableCases(`${mappingFile} is no JSON: ${(error as Error).message}`)
  }
  const parsed = mapping.safeParse(given)
  if (!parsed.success) {
    const faults = parsed.error.issues.map(
      ({ path, message }) => `${mappingFile}: ${path.join('.') || 'mapping'}: ${message}`,
    )
    throw new UnreadableCases(faults.join('\n'))
  }
  const bytes = await read(file)
  try {
    const { cases, schema, unused } = readCases(decoded(bytes), parsed.data)
    const warnings = unused.length === 0 ? [] : [`columns that the mapping does not name: ${unused.join(', ')}`]
    const foreign = foreignFeatures(parsed.data)
    return { cases, schema, rules: parsed.data.rules, source: basename(file), foreign, warnings }
  } catch (error) {
    if (!(error instanceof UnreadableCases)) throw error
    throw new UnreadableCases(error.message.replaceAll(/^/gm, `${file}: `))
  }
}

async function ownHistory(context: CommandContext): Promise<History> {
  const [
    { withDatabase },
    { openStore },
    { Records },
    { siteHistory, siteSchema },
    { siteRules },
    { Profiles },
    { AuditLog },
    { currentPolicy },
  ] = await Promise.all([
    import('../with-database.ts'),
    import('@larder/edge/telemetry/open-store'),
    import('../records/records.ts'),
    import('./site-history.ts'),
    import('./site-features.ts'),
    import('../profiles/profiles.ts'),
    import('../audit/audit-log.ts'),
    import('./policy.ts'),
  ])
  const configuration = await context.configuration()
  const store = await openStore(configuration.telemetry, context.dataDirectory, { readOnly: true })
  let cases: PastCase[] = []
  await withDatabase(context, async (database) => {
    await store.start()
    const sites = { all: configuration.sites }
    const audit = new AuditLog(database, Date.now)
    const profiles = new Profiles({ database, audit, sites, now: Date.now, log: context.error })
    await profiles.load()
    const sources = { database, store, sites, profiles, records: new Records(database) }
    const { promisedMinutes } = await currentPolicy(database)
    cases = await siteHistory(sources, Date.now(), promisedMinutes)
  }).finally(() => store.stop())
  return { cases, schema: siteSchema, rules: siteRules, source: 'own history', foreign: [], warnings: [] }
}

function told(card: RiskCard): string[] {
  const number = (value: number | null, digits: number) => (value === null ? '–' : value.toFixed(digits))
  const head = `model        log loss   Brier  AUROC  AUPRC  trained    one order  warned  lead`
  const rows = card.figures.map(({ model, lead, ...of }) =>
    [
      `${model === card.chosen ? '*' : ' '} ${model}`.padEnd(12),
      number(of.logLoss, 4).padStart(9),
      number(of.brier, 4).padStart(8),
      number(of.auroc, 3).padStart(6),
      number(of.auprc, 3).padStart(6),
      `${number(of.trainedInMs / 1000, 1)} s`.padStart(9),
      `${number(of.predictedInMicroseconds, 0)} µs`.padStart(11),
      `${lead.warned}/${lead.complaints}`.padStart(8),
      lead.medianMinutes === null ? '–' : `${number(lead.medianMinutes / 60, 1)} h`,
    ].join(' '),
  )
  const day = (atMs: number) => new Date(atMs).toISOString().slice(0, 10)
  const { heldBack, train: oldest, confusion } = card
  return [
    '',
    `held back: ${heldBack.cases} orders, ${heldBack.complaints} complaints, ${day(heldBack.fromMs)} to ${day(heldBack.untilMs)}; trained on ${oldest.cases} (${oldest.complaints})`,
    `always the base rate: log loss ${number(card.baseLogLoss, 4)}`,
    head,
    ...rows,
    `chosen: ${card.chosen}. At ${card.threshold}: ${confusion.truePositive} complaints foreseen, ${confusion.falseNegative} missed, ${confusion.falsePositive} false alarms, ${confusion.trueNegative} rightly quiet`,
    `reliability (forecast → came): ${card.reliability.map(({ predicted, observed }) => `${number(predicted, 3)}→${number(observed, 3)}`).join('  ')}`,
    ...card.warnings.map((warning) => `note: ${warning}`),
  ]
}

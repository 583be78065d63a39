import type { Position } from '@larder/contracts/position'
import type { Reading } from '@larder/contracts/reading'
import { type DirtyWindow, DirtyWindows } from './dirty-windows.ts'
import { lineOf, rollupLine, unpackStretches } from './influx-line.ts'
import { InfluxServer, type InfluxServerOptions, quote, type Series } from './influx-server.ts'
import type { Limit, Observation, ProbeAddress, ProbeQuery, Stretch, TelemetryStore, WriteOutcome } from './store.ts'
import {
  assemble,
  checkWindow,
  instantStretch,
  mergeStretches,
  plan,
  rollupMs,
  runsOf,
  type Span,
  windowOf,
} from './stretch.ts'

export interface InfluxStoreOptions extends InfluxServerOptions {
  /** The writer's small SQLite file of rollup windows that are not up to date. */
  dirtyFile: string
  readOnly?: boolean
  rollUpEveryMs?: number
}

const dayMs = 86_400_000
/** Windows rolled up before writes have their turn again. */
const slice = 100
const readingFields = 'celsius, humidityPercent, doorOpen, defrosting, sensorFault, receivedAtMs, sequence'
const positionFields =
  'longitude, speedMetersPerSecond, courseDegrees, quality, satellites, observedAtMs, receivedAtMs, sequence'
const stretchFields = 'firstMs, lastMs, count, minCelsius, meanCelsius, maxCelsius, longestGapMs'
const stretchColumns = stretchFields.split(', ') as (keyof Stretch)[]

/**
 * Telemetry in InfluxDB: measurements `reading`, `position`, `aggregate`, and `rollup`: days of 15-minute stretches.
 * One process writes; `write` and rolling up take turns, so that a rollup never misses a batch under way.
 */
export class InfluxStore implements TelemetryStore {
  readonly kind = 'influxdb'
  readonly #options: InfluxStoreOptions
  readonly #server: InfluxServer
  readonly #dirty: DirtyWindows
  #turn: Promise<unknown> = Promise.resolve()
  #rollUpTimer: NodeJS.Timeout | undefined
  #stopped = true

  constructor(options: InfluxStoreOptions) {
    this.#options = options
    this.#server = new InfluxServer(options)
    this.#dirty = new DirtyWindows(options.dirtyFile, options.readOnly ?? false)
  }

  /** Does not ask the server: an edge starts, and takes readings, while its store is away. */
  async start(): Promise<void> {
    this.#dirty.start()
    this.#stopped = false
    if (!this.#options.readOnly) this.#scheduleRollUp()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#rollUpTimer)
    this.#rollUpTimer = undefined
    await this.#turn
    this.#dirty.stop()
  }

  write(batch: readonly Observation[]): Promise<WriteOutcome> {
    return this.#inTurn(async () => {
      this.#dirty.mark(windowsOf(batch))
      const rejected = await this.#server.write(batch.map(lineOf))
      this.#scheduleRollUp()
      return { rejected }
    })
  }

  async readings(query: ProbeQuery & Limit): Promise<Reading[]> {
    const { site, asset, probe } = query
    const ql = `SELECT ${readingFields} FROM reading WHERE ${ofProbe(query)} AND ${during(query)} LIMIT ${query.limit}`
    return objectsOf(await this.#one(ql)).map(({ time, ...fields }) => {
      return { site, asset, probe, observedAtMs: time, ...fields } as unknown as Reading
    })
  }

  async stretches(query: ProbeQuery & { windowMinutes: number }): Promise<Stretch[]> {
    checkWindow(query.windowMinutes)
    // The marks first: a window cleaned after this look has its new rollup in place already.
    const span = { fromMs: windowOf(query.fromMs, rollupMs), untilMs: query.untilMs }
    const dirty = this.#dirty.of(query, span)
    const { rolled, raw } = plan(query, dirty)
    const [stretches, fresh] = await Promise.all([this.#rolledStretches(query, rolled), this.#rawStretches(query, raw)])
    return assemble(stretches, fresh, dirty, query.windowMinutes)
  }

  async latest(site?: string): Promise<Reading[]> {
    // A selector with further fields answers with the selected point's own row and stamp.
    const ql = `SELECT last(sequence), ${readingFields} FROM reading ${ofSite(site)} GROUP BY site, asset, probe`
    return objectsOf(await this.#one(ql)).map(({ time, last: _last, ...fields }) => {
      return { ...fields, observedAtMs: time } as unknown as Reading
    })
  }

  async positions(query: Omit<ProbeQuery, 'probe'> & Limit): Promise<Position[]> {
    const { limit } = query
    const where = `WHERE ${ofAsset(query)} AND ${during(query)}`
    const all = positionsOf(
      await this.#one(
        `SELECT latitude, ${positionFields} FROM position ${where} GROUP BY site, asset, probe LIMIT ${limit + 1}`,
      ),
    )
    if (all.length <= limit) return all
    const [first, last] = await this.#server.query(
      `SELECT first(latitude) FROM position ${where}; SELECT last(latitude) FROM position ${where}`,
    )
    const firstMs = Number(first?.[0]?.values[0]?.[0])
    const span = { fromMs: firstMs, untilMs: Number(last?.[0]?.values[0]?.[0]) + 1 }
    const stepMs = Math.ceil((span.untilMs - firstMs) / limit)
    const thinned = `SELECT first(latitude) AS latitude, ${positionFields} FROM position
      WHERE ${ofAsset(query)} AND ${during(span)}
      GROUP BY time(${stepMs}ms, ${firstMs % stepMs}ms), site, asset, probe fill(none)`
    return evenly(positionsOf(await this.#one(thinned)), firstMs, stepMs)
  }

  async latestPositions(site?: string): Promise<Position[]> {
    const ql = `SELECT last(latitude) AS latitude, ${positionFields} FROM position ${ofSite(site)}
      GROUP BY site, asset, probe`
    const newest = new Map<string, Position>()
    for (const position of positionsOf(await this.#one(ql))) newest.set(`${position.site}/${position.asset}`, position)
    return [...newest.values()]
  }

  /** Recomputes up to `limit` settled dirty windows from the raw data; says how many there were. */
  rollUp(limit: number): Promise<number> {
    return this.#inTurn(async () => {
      const windows = this.#dirty.settled(limit)
      const lines: string[] = []
      for (const [address, starts] of byProbeAndDay(windows)) {
        const day = {
          fromMs: windowOf(starts[0] as number, dayMs),
          untilMs: windowOf(starts[0] as number, dayMs) + dayMs,
        }
        const [rolled, fresh] = await Promise.all([
          this.#rolledStretches(address, day),
          this.#rawStretches(address, runsOf(starts)),
        ])
        lines.push(rollupLine(address, day.fromMs, assemble(rolled, fresh, starts, 15)))
      }
      const rejected = await this.#server.write(lines)
      // Where InfluxDB has dropped the raw data by its own retention policy, there is nothing left to roll up.
      const fault = rejected.find(({ reason }) => !reason.includes('beyond retention policy'))
      if (fault !== undefined) throw new Error(`InfluxDB refuses a rollup: ${fault.reason}`)
      if (windows.length > 0) this.#dirty.clean(windows)
      return windows.length
    })
  }

  /** Rolling up takes a fifth of the time at most: a backlog that is being delivered comes first. */
  #scheduleRollUp(delayMs = this.#options.rollUpEveryMs ?? 2000): void {
    if (this.#stopped) return
    this.#rollUpTimer ??= setTimeout(async () => {
      const started = performance.now()
      // A server that is away stops rollups, not the program: the windows stay dirty.
      const rolled = await this.rollUp(slice).catch(() => 0)
      this.#rollUpTimer = undefined
      if (rolled === slice) this.#scheduleRollUp(4 * (performance.now() - started))
    }, delayMs).unref()
  }

  async #rolledStretches(address: ProbeAddress, { fromMs, untilMs }: Span): Promise<Stretch[]> {
    if (untilMs <= fromMs) return []
    const days = { fromMs: windowOf(fromMs, dayMs), untilMs }
    const [series] = await this.#one(`SELECT stretches FROM rollup WHERE ${ofProbe(address)} AND ${during(days)}`)
    const stretches = (series?.values ?? []).flatMap(([atMs, text]) => unpackStretches(atMs as number, text as string))
    return stretches.filter((stretch) => stretch.firstMs >= fromMs && stretch.firstMs < untilMs)
  }

  /** Computed from the raw data, a few spans a request: their samples are in memory only until they are folded. */
  async #rawStretches(address: ProbeAddress, spans: readonly Span[]): Promise<Stretch[]> {
    const folded: Stretch[] = []
    for (let index = 0; index < spans.length; index += 4) {
      const statements = spans.slice(index, index + 4).map((span) => {
        const where = `WHERE ${ofProbe(address)} AND ${during(span)}`
        return `SELECT celsius, sensorFault FROM reading ${where}; SELECT ${stretchFields} FROM aggregate ${where}`
      })
      const answers = await this.#server.query(statements.join(';'))
      const stretches = answers.flatMap((answer, place) => (place % 2 === 0 ? samplesOf(answer) : stretchesOf(answer)))
      stretches.sort((a, b) => a.firstMs - b.firstMs)
      folded.push(...mergeStretches(stretches, rollupMs))
    }
    return folded
  }

  async #one(influxQl: string): Promise<Series[]> {
    const [series] = await this.#server.query(influxQl)
    return series ?? []
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work)
    this.#turn = result.catch(() => undefined)
    return result
  }
}

function* windowsOf(batch: readonly Observation[]): Iterable<DirtyWindow> {
  for (const observation of batch) {
    if (observation.kind === 'position') continue
    const { site, asset, probe } = observation.kind === 'reading' ? observation.reading : observation.aggregate
    const atMs = observation.kind === 'reading' ? observation.reading.observedAtMs : observation.aggregate.firstMs
    yield { site, asset, probe, windowMs: windowOf(atMs, rollupMs) }
  }
}

function byProbeAndDay(windows: readonly DirtyWindow[]): [ProbeAddress, number[]][] {
  const keyOf = ({ site, asset, probe, windowMs }: DirtyWindow) =>
    `${site}/${asset}/${probe}/${windowOf(windowMs, dayMs)}`
  return [...Map.groupBy(windows, keyOf).values()].map((own) => [
    own[0] as DirtyWindow,
    own.map((window) => window.windowMs),
  ])
}

const during = ({ fromMs, untilMs }: Span): string => `time >= ${fromMs}ms AND time < ${untilMs}ms`
const ofAsset = ({ site, asset }: Omit<ProbeAddress, 'probe'>): string =>
  `site = ${quote(site)} AND asset = ${quote(asset)}`
const ofProbe = (address: ProbeAddress): string => `${ofAsset(address)} AND probe = ${quote(address.probe)}`
const ofSite = (site: string | undefined): string => (site === undefined ? '' : `WHERE site = ${quote(site)}`)

/** Rows as objects, with the series' tags, without what is null. */
function objectsOf(answer: readonly Series[]): Record<string, unknown>[] {
  return answer.flatMap(({ tags, columns, values }) =>
    values.map((row) => {
      const object: Record<string, unknown> = { ...tags }
      for (const [index, column] of columns.entries()) if (row[index] !== null) object[column] = row[index]
      return object
    }),
  )
}

const positionsOf = (answer: readonly Series[]): Position[] =>
  objectsOf(answer)
    .map(({ time: _time, ...fields }) => fields as unknown as Position)
    .sort((a, b) => a.observedAtMs - b.observedAtMs)

/** Samples that count: a sensor that reports a fault measures nothing. */
const samplesOf = (answer: readonly Series[]): Stretch[] =>
  (answer[0]?.values ?? [])
    .filter(([, celsius, fault]) => celsius !== null && fault === null)
    .map(([atMs, celsius]) => instantStretch(atMs as number, celsius as number))

function stretchesOf(answer: readonly Series[]): Stretch[] {
  return answer.flatMap(({ columns, values }) => {
    const places = stretchColumns.map((name) => [name, columns.indexOf(name)] as const)
    return values.map((row) => {
      const stretch = {} as Stretch
      for (const [name, place] of places) stretch[name] = row[place] as number
      return stretch
    })
  })
}

/** The first position of each step, where several receivers of one asset have each given one. */
function evenly(ordered: readonly Position[], firstMs: number, stepMs: number): Position[] {
  let step = -1
  return ordered.filter((position) => {
    const own = Math.floor((position.observedAtMs - firstMs) / stepMs)
    if (own === step) return false
    step = own
    return true
  })
}

import { HttpError, InfluxDB, type WriteApi } from '@influxdata/influxdb-client'

export interface InfluxServerOptions {
  url: string
  database: string
  username: string
  password: string
  timeoutMs: number
}

/** One series of an InfluxQL answer; `values` are rows in the order of `columns`. */
export interface Series {
  tags?: Record<string, string>
  columns: string[]
  values: (string | number | boolean | null)[][]
}

interface QueryAnswer {
  error?: string
  results?: { error?: string; series?: Series[] }[]
}

/** What InfluxDB 1.x says when single points, not the request, are at fault. */
const aboutPoints = /partial write|unable to parse|field type conflict|beyond retention policy|max-(series|values)/

/** Speaks to InfluxDB: v1-compatible `/write` and `/query`, which 1.x, 2.x and 3 all serve, with Basic authentication. */
export class InfluxServer {
  readonly #options: InfluxServerOptions
  readonly #authorization: string
  readonly #writeApi: WriteApi
  #databaseMade: Promise<void> | undefined

  constructor(options: InfluxServerOptions) {
    this.#options = options
    this.#authorization = `Basic ${Buffer.from(`${options.username}:${options.password}`).toString('base64')}`
    const client = new InfluxDB({
      url: options.url,
      timeout: options.timeoutMs,
      // The client's own Token header gets 401 from 1.x.
      headers: { Authorization: this.#authorization },
    })
    // The journal retries, and only what this call reports: nothing is buffered, retried or split behind its back.
    this.#writeApi = client.getWriteApi('', options.database, 'ms', {
      batchSize: 1_000_000,
      maxBatchBytes: Number.MAX_SAFE_INTEGER,
      flushInterval: 0,
      maxRetries: 0,
      gzipThreshold: Number.MAX_SAFE_INTEGER,
      writeFailed: (error) => Promise.reject(error),
    })
    this.#writeApi.path = `/write?db=${encodeURIComponent(options.database)}&precision=ms`
  }

  /** Resolves when every good line is durable, to the lines that are refused for ever. */
  async write(lines: readonly string[]): Promise<{ index: number; reason: string }[]> {
    if (lines.length === 0) return []
    await this.#ensureDatabase()
    return await this.#send(lines, 0)
  }

  /** The series of each statement in `influxQl`; a database that is not there yet is empty. */
  async query(influxQl: string): Promise<Series[][]> {
    const { url, database, timeoutMs } = this.#options
    const address = new URL('query', url.endsWith('/') ? url : `${url}/`)
    address.searchParams.set('db', database)
    address.searchParams.set('epoch', 'ms')
    let answer: QueryAnswer
    try {
      const response = await fetch(address, {
        method: 'POST',
        // An answer that is compressed and inflated costs both sides more than the bytes: a month's report takes 37 ms, not 52 (measured).
        headers: { Authorization: this.#authorization, 'Accept-Encoding': 'identity' },
        body: new URLSearchParams({ q: influxQl }),
        signal: AbortSignal.timeout(timeoutMs),
      })
      const text = await response.text()
      if (!response.ok) throw new HttpError(response.status, response.statusText, text)
      answer = JSON.parse(text) as QueryAnswer
    } catch (error) {
      throw this.#explain(error)
    }
    return (answer.results ?? []).map((result) => {
      if (result.error === undefined || result.error.startsWith('database not found')) return result.series ?? []
      throw new Error(`InfluxDB at ${url} could not answer: ${result.error}`)
    })
  }

  /** Halves a refused batch until the bad lines stand alone; the good ones of a partial write are written twice. */
  async #send(lines: readonly string[], offset: number): Promise<{ index: number; reason: string }[]> {
    try {
      this.#writeApi.writeRecords([...lines])
      await this.#writeApi.flush()
      return []
    } catch (error) {
      if (!isAboutPoints(error)) throw this.#explain(error)
      if (lines.length === 1) return [{ index: offset, reason: messageOf(error) }]
      const half = lines.length >> 1
      const first = await this.#send(lines.slice(0, half), offset)
      return [...first, ...(await this.#send(lines.slice(half), offset + half))]
    }
  }

  /** Makes the database where it is missing and this account may; asked again after a 404. */
  #ensureDatabase(): Promise<void> {
    this.#databaseMade ??= this.#makeDatabase().catch((error) => {
      this.#databaseMade = undefined
      throw error
    })
    return this.#databaseMade
  }

  async #makeDatabase(): Promise<void> {
    const [databases] = await this.query('SHOW DATABASES')
    const names = databases?.[0]?.values?.flat() ?? []
    if (!names.includes(this.#options.database))
      await this.query(`CREATE DATABASE ${quoteName(this.#options.database)}`)
  }

  #explain(error: unknown): Error {
    const { url, database, username, timeoutMs } = this.#options
    const server = `InfluxDB at ${url}`
    const status = error instanceof HttpError ? error.statusCode : undefined
    const told = (text: string) => new Error(`${server} ${text}`, { cause: error })
    if (status === 401 || status === 403)
      return told(
        `refused the account "${username}" (${status}): set telemetry.username and LARDER_INFLUXDB_PASSWORD, ` +
          `and grant the account ALL on the database "${database}"`,
      )
    if (status === 404) {
      this.#databaseMade = undefined
      return told(`has no database "${database}" (404): create it, or let the account create it`)
    }
    if (status !== undefined) return told(`failed (${status}): ${messageOf(error)}; see the server's own log`)
    if (error instanceof Error && /time(d )?out/i.test(`${error.name} ${error.message}`))
      return told(`did not answer within ${timeoutMs} ms: look at its load, or raise telemetry.timeoutMs`)
    return told(`cannot be reached (${messageOf(error)}): start it, or correct telemetry.url`)
  }
}

/** An InfluxQL string literal. */
export const quote = (text: string): string =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`

/** An InfluxQL identifier. */
export const quoteName = (text: string): string =>
  `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`

const isAboutPoints = (error: unknown): boolean =>
  error instanceof HttpError &&
  (error.statusCode === 413 || (error.statusCode === 400 && aboutPoints.test(error.body ?? '')))

function messageOf(error: unknown): string {
  if (error instanceof HttpError) return (error.body ?? error.message).trim().slice(0, 300)
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause instanceof Error ? error.cause : error
  return (cause as NodeJS.ErrnoException).code ?? cause.message
}

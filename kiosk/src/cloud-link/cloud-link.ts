import { z } from 'zod'
import type { Clock } from '../clock.ts'

/** The cloud did not answer: whatever is asked of it must be done from the copy, or later. */
export class CloudAway extends Error {}

/** The cloud answered, and refused. */
export class CloudRefused extends Error {
  readonly status: number
  readonly retryAfterSeconds: number | null

  constructor(status: number, message: string, retryAfterSeconds: number | null) {
    super(message)
    this.status = status
    this.retryAfterSeconds = retryAfterSeconds
  }
}

export interface CloudLinkOptions {
  url: string
  token: string
  clock: Clock
  /** Told when the cloud is found away or back. */
  onChange?: (away: boolean) => void
}

export interface CloudRequest {
  method?: 'GET' | 'POST'
  body?: unknown
  headers?: Record<string, string>
  timeoutMs?: number
  /** Ends the request. */
  signal?: AbortSignal
  /** Tried even while the cloud is held to be away, as the rounds that find out whether it is back. */
  probe?: boolean
}

const firstPauseMs = 2000
const longestPauseMs = 30_000
const defaultTimeoutMs = 1500
const refusal = z.object({ error: z.object({ message: z.string() }) })

/**
 * Asks the cloud, and stops asking for a while once it did not answer: a dead cloud costs the shopper one short wait,
 * not one for each question.
 */
export class CloudLink {
  readonly #options: CloudLinkOptions
  #closedUntilMs = 0
  #failures = 0
  #away = false

  constructor(options: CloudLinkOptions) {
    this.#options = options
  }

  get away(): boolean {
    return this.#away
  }

  /** @returns the response of a status below 400 or 304 @throws CloudAway, CloudRefused */
  async ask(path: string, request: CloudRequest = {}): Promise<Response> {
    const { clock, url, token } = this.#options
    if (!request.probe && clock.nowMs() < this.#closedUntilMs) throw new CloudAway('the cloud is away')
    const { method = 'GET', body, headers = {}, timeoutMs = defaultTimeoutMs, signal } = request
    const patience = AbortSignal.timeout(timeoutMs)
    let response: Response
    try {
      response = await fetch(new URL(path, url), {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: signal === undefined ? patience : AbortSignal.any([patience, signal]),
      })
    } catch (error) {
      const { message, cause } = error as Error
      if (signal?.aborted !== true) this.#failed()
      throw new CloudAway(cause instanceof Error ? cause.message : message)
    }
    if (response.status >= 500) {
      this.#failed()
      throw new CloudAway(`the cloud answered ${response.status}`)
    }
    this.#answered()
    if (response.status < 400) return response
    throw await refused(response)
  }

  /** @throws CloudAway, CloudRefused, and CloudAway for an answer that is none of ours */
  async json<Schema extends z.ZodType>(
    path: string,
    schema: Schema,
    request: CloudRequest = {},
  ): Promise<z.infer<Schema>> {
    const response = await this.ask(path, request)
    const parsed = schema.safeParse(await response.json().catch(() => undefined))
    if (!parsed.success) throw new CloudAway(`the cloud's answer to ${path} is not understood`)
    return parsed.data
  }

  #failed(): void {
    const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** this.#failures++)
    this.#closedUntilMs = this.#options.clock.nowMs() + pauseMs
    this.#tell(true)
  }

  #answered(): void {
    this.#failures = 0
    this.#closedUntilMs = 0
    this.#tell(false)
  }

  #tell(away: boolean): void {
    if (this.#away === away) return
    this.#away = away
    this.#options.onChange?.(away)
  }
}

async function refused(response: Response): Promise<CloudRefused> {
  const told = refusal.safeParse(await response.json().catch(() => undefined))
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  return new CloudRefused(
    response.status,
    told.data?.error.message ?? `the cloud answered ${response.status}`,
    Number.isFinite(seconds) ? seconds : null,
  )
}

import type { ApiError } from '@larder/contracts/console'

type Fields = NonNullable<ApiError['error']['fields']>

/** A request we refuse, in words its sender may read. Anything else that is thrown is ours and is never shown. */
export class Refusal extends Error {
  readonly status: number
  readonly code: string
  readonly fields: Fields | undefined
  readonly retryAfterSeconds: number | undefined

  constructor(
    status: number,
    code: string,
    message: string,
    details: { fields?: Fields; retryAfterSeconds?: number } = {},
  ) {
    super(message)
    this.status = status
    this.code = code
    this.fields = details.fields
    this.retryAfterSeconds = details.retryAfterSeconds
  }

  body(): ApiError {
    const { code, message, fields } = this
    return { error: fields === undefined ? { code, message } : { code, message, fields } }
  }
}

export const notFound = (what: string) => new Refusal(404, 'not-found', `there is no ${what}`)

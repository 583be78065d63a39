import type { IncomingMessage, ServerResponse } from 'node:http'
import type { LookAnswer, ShotAnswer } from '@larder/contracts/kiosk-screen'
import { safeHeaders } from '../door/files.ts'
import { isFromOwnPage } from '../door/own-address.ts'
import { EngineUnavailable } from '../faces/face-engine.ts'
import { PictureRefused } from '../faces/picture-refused.ts'
import { NotRecognising, type Recognition } from './recognition.ts'

export interface PictureDoorOptions {
  recognition: Pick<Recognition, 'look' | 'takeShot'>
  configuredHost: string
  /** A look found somebody: the screen that began it is told by its own connection. */
  onKnown(look: string, member: string): void
}

/** A camera's frame of 1920 × 1080 is a third of it. */
const mostBytes = 3 * 1024 * 1024
const address = /^\/recognition\/(looks|enrolments)\/([0-9a-f-]{36})$/

/** Where the kiosk's own page sends pictures of a look or an enrolment that its connection has begun. */
export class PictureDoor {
  readonly #options: PictureDoorOptions

  constructor(options: PictureDoorOptions) {
    this.#options = options
  }

  /** @returns whether the request was for it */
  takes(request: IncomingMessage, response: ServerResponse): boolean {
    const [, kind, id] = address.exec(request.url ?? '') ?? []
    if (kind === undefined || id === undefined) return false
    this.#answer(request, kind, id).then(
      (answer) => send(response, 200, answer),
      (error: unknown) => {
        const { status, code, message } = refusalOf(error)
        // What follows of a body that was not read to its end is nobody's.
        response.setHeader('connection', 'close')
        send(response, status, { error: { code, message } })
      },
    )
    return true
  }

  async #answer(request: IncomingMessage, kind: string, id: string): Promise<LookAnswer | ShotAnswer> {
    const { recognition, configuredHost, onKnown } = this.#options
    if (request.method !== 'POST') throw new Refused(405, 'wrong-method', 'send a picture by POST')
    if (!isFromOwnPage(request, configuredHost))
      throw new Refused(403, 'cross-origin', 'pictures come from our own page')
    if (request.headers['content-type'] !== 'image/jpeg')
      throw new Refused(415, 'wrong-content-type', 'send the picture as image/jpeg')
    const picture = await bodyOf(request)
    if (kind === 'enrolments') return recognition.takeShot(id, picture)
    const state = await recognition.look(id, picture)
    if (state.state !== 'known') return state
    onKnown(id, state.member)
    return { state: 'known' }
  }
}

class Refused extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

async function bodyOf(request: IncomingMessage): Promise<Uint8Array> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length
    if (bytes > mostBytes) throw new Refused(413, 'too-large', `a picture has at most ${mostBytes / 1024 / 1024} MB`)
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** An unknown error is never passed on: it may tell of a face. */
function refusalOf(error: unknown): { status: number; code: string; message: string } {
  if (error instanceof Refused) return error
  if (error instanceof PictureRefused) return { status: 422, code: 'bad-picture', message: error.message }
  if (error instanceof EngineUnavailable) return { status: 503, code: 'busy', message: error.message }
  if (error instanceof NotRecognising)
    return { status: error.code === 'gone' ? 404 : 409, code: error.code, message: error.message }
  return { status: 500, code: 'failed', message: 'the picture could not be taken: try another' }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  const headers = { ...safeHeaders, 'content-type': 'application/json', 'cache-control': 'no-store' }
  response.writeHead(status, headers).end(JSON.stringify(body))
}

import type { LookAnswer, ShotAnswer } from '@larder/contracts/kiosk-screen'

/** The server did not take the picture: its code for why. */
export class PictureFault extends Error {
  readonly code: string

  constructor(code: string) {
    super(code)
    this.code = code
  }
}

export const sendLook = (id: string, picture: Blob): Promise<LookAnswer> => send(`/recognition/looks/${id}`, picture)
export const sendShot = (id: string, picture: Blob): Promise<ShotAnswer> =>
  send(`/recognition/enrolments/${id}`, picture)

async function send<Answer>(path: string, body: Blob): Promise<Answer> {
  const answer = await fetch(path, { method: 'POST', body, headers: { 'content-type': 'image/jpeg' } })
  const told = await answer.json().catch(() => ({}))
  if (!answer.ok) throw new PictureFault(told.error?.code ?? 'failed')
  return told as Answer
}

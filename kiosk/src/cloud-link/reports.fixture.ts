import { randomUUID } from 'node:crypto'
import type { KioskReport } from '@larder/contracts/kiosk-link'

const about = () => ({ id: randomUUID(), conversation: randomUUID(), atMs: Date.now() })

export const unansweredReport = (text: string): KioskReport => ({
  kind: 'unanswered',
  ...about(),
  language: 'en',
  text,
})

export const ticketReport = (): KioskReport => {
  const told = about()
  const { conversation, atMs } = told
  const what = { order: null, lot: null, contact: null, magnitude: null }
  return {
    kind: 'ticket',
    ...told,
    ticket: { id: '0123456789', conversation, atMs, scene: 'spoiled', text: 'smells', ...what },
  }
}

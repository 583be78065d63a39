import { memberAsked, memberFacts } from '@larder/contracts/member'
import { recognitionTaken, recognitionTold } from '@larder/contracts/recognition'
import type { App } from '../http/app.ts'
import { kioskOf } from '../kiosks/guard.ts'
import type { FaceErasures } from '../recognition/face-erasures.ts'
import type { RecognitionPolicy } from '../recognition/recognition-policy.ts'
import type { Members } from './members.ts'

/** What a kiosk asks and tells of members; nothing of it is biometric. */
export function memberKioskRoutes(
  api: App,
  {
    members,
    recognition,
    faceErasures,
  }: { members: Members; recognition: RecognitionPolicy; faceErasures: FaceErasures },
): void {
  const tags = ['kiosk']
  const config = { kiosk: true, rateLimit: { max: 120, timeWindow: '1 minute' } } as const

  api.post(
    '/kiosk/members/open',
    { config, bodyLimit: 4000, schema: { tags, body: memberAsked, response: { 200: memberFacts } } },
    (request) => members.open(request.body, kioskOf(request).id),
  )
  api.post(
    '/kiosk/recognition',
    { config, bodyLimit: 100_000, schema: { tags, body: recognitionTold, response: { 200: recognitionTaken } } },
    async (request) => {
      const { receipts, erased, figures } = request.body
      const kiosk = kioskOf(request).id
      for (const receipt of receipts) await recognition.receipt(receipt, kiosk)
      await faceErasures.done(erased, kiosk)
      await recognition.told({ ...figures, kiosk })
      return { taken: receipts.map(({ id }) => id) }
    },
  )
}

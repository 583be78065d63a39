import {
  assessment,
  assessmentInput,
  faceErasure,
  faceErasureInput,
  recognitionFigures,
  recognitionSettingInput,
} from '@larder/contracts/recognition'
import { z } from 'zod'
import type { Signatures } from '../dispositions/signature.ts'
import type { App } from '../http/app.ts'
import { signedIn } from '../http/guard.ts'
import type { FaceErasures } from './face-erasures.ts'
import type { RecognitionPolicy } from './recognition-policy.ts'

const view = z.object({
  setting: z.object({
    enabled: z.boolean(),
    assessment: z.uuid().nullable(),
    by: z.string().nullable(),
    atMs: z.number().nullable(),
  }),
  assessments: z.array(assessment),
  kiosks: z.array(recognitionFigures),
  erasures: z.array(faceErasure),
})

export interface RecognitionServices {
  recognition: RecognitionPolicy
  faceErasures: FaceErasures
  signatures: Signatures
}

export function recognitionRoutes(api: App, { recognition, faceErasures, signatures }: RecognitionServices): void {
  const tags = ['recognition']
  const manager = { access: 'manager' } as const
  const administrator = { access: 'administrator' } as const

  const told = async () => ({ ...(await recognition.view()), erasures: await faceErasures.list() })

  api.get('/recognition', { config: manager, schema: { tags, response: { 200: view } } }, told)
  api.post(
    '/recognition/assessments',
    { config: administrator, schema: { tags, body: assessmentInput, response: { 201: assessment } } },
    async (request, reply) => {
      const { password, ...text } = request.body
      const by = await signatures.sign(signedIn(request).name, password)
      return reply.code(201).send(await recognition.record(text, by))
    },
  )
  api.post(
    '/recognition/setting',
    { config: administrator, schema: { tags, body: recognitionSettingInput, response: { 200: view } } },
    async (request) => {
      const { enabled, why } = request.body
      await recognition.switch(enabled, signedIn(request).name, why)
      return told()
    },
  )
  api.post(
    '/recognition/erasures',
    { config: manager, schema: { tags, body: faceErasureInput, response: { 201: view } } },
    async (request, reply) => {
      const { member, why } = request.body
      await faceErasures.ask(member, signedIn(request).name, why)
      return reply.code(201).send(await told())
    },
  )
}

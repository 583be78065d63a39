import { assessment, assessmentInput, recognitionFigures, recognitionSettingInput } from '@larder/contracts/recognition'
import { z } from 'zod'
import type { Signatures } from '../dispositions/signature.ts'
import type { App } from '../http/app.ts'
import { signedIn } from '../http/guard.ts'
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
})

export interface RecognitionServices {
  recognition: RecognitionPolicy
  signatures: Signatures
}

export function recognitionRoutes(api: App, { recognition, signatures }: RecognitionServices): void {
  const tags = ['recognition']
  const administrator = { access: 'administrator' } as const

  api.get('/recognition', { config: { access: 'manager' }, schema: { tags, response: { 200: view } } }, () =>
    recognition.view(),
  )
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
      return recognition.view()
    },
  )
}

import { identifier } from '@larder/contracts/identifier'
import { type RuleDetail, type RuleView, ruleInput, ruleResetInput } from '@larder/contracts/rule'
import { z } from 'zod'
import type { App } from '../http/app.ts'
import { signedIn } from '../http/guard.ts'
import type { ProfileAnnouncer } from './announcer.ts'
import type { Profiles } from './profiles.ts'

const params = z.object({ name: identifier })

export function profileRoutes(
  api: App,
  { profiles, announcer }: { profiles: Profiles; announcer: ProfileAnnouncer },
): void {
  const tags = ['rules']
  const config = { access: 'manager' } as const

  api.get('/rules', { schema: { tags } }, (): Promise<RuleView[]> => profiles.list())
  api.get(
    '/rules/:name',
    { schema: { tags, params } },
    (request): Promise<RuleDetail> => profiles.detail(request.params.name),
  )
  api.post('/rules/:name', { config, schema: { tags, params, body: ruleInput } }, async (request) => {
    const { profile, version, why } = request.body
    const { name } = request.params
    await profiles.edit({ name, version, why, by: signedIn(request).name }, profile)
    announcer.announce()
    return profiles.detail(name)
  })
  api.post('/rules/:name/reset', { config, schema: { tags, params, body: ruleResetInput } }, async (request) => {
    await profiles.reset({ ...request.params, ...request.body, by: signedIn(request).name })
    announcer.announce()
    return profiles.list()
  })
}

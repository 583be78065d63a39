import type { App } from '../http/app.ts'
import { captureRoutes } from './capture-routes.ts'
import { clientRoutes } from './client-routes.ts'
import { captureLimit } from './document.ts'
import { eventRoutes } from './event-routes.ts'
import { exportRoute } from './export-route.ts'
import { refuseOtherVersions, tellVersions } from './headers.ts'
import { answerProblems } from './problems.ts'
import { resourceRoutes } from './resource-routes.ts'
import type { WithEpcis } from './services.ts'

/** A body as it came: what is in it is looked at by the capture, with better words than a parser's. */
export interface BodyText {
  text: string
}

/** The REST binding of EPCIS 2.0 below `/epcis`, with its own bodies, headers and errors. */
export async function epcisRoutes(api: App, services: WithEpcis): Promise<void> {
  clientRoutes(api, services)
  await api.register(
    async (child) => {
      const scope = child as unknown as App
      scope.removeContentTypeParser('application/json')
      const options = { parseAs: 'string', bodyLimit: captureLimit.bytes } as const
      scope.addContentTypeParser<string>(['application/json', 'application/ld+json'], options, (_request, text, done) =>
        done(null, { text } satisfies BodyText),
      )
      answerProblems(scope, (line) => services.epcis.log(line))
      scope.addHook('onRequest', tellVersions)
      scope.addHook('preValidation', refuseOtherVersions)
      captureRoutes(scope, services)
      eventRoutes(scope, services)
      exportRoute(scope, services)
      resourceRoutes(scope, services)
    },
    { prefix: '/epcis' },
  )
}

import { join } from 'node:path'
import type { Room, RoomContext } from '@larder/contracts/room'
import { openStore } from '@larder/edge/telemetry/open-store'
import { buildApi } from './api.ts'
import { takeFootfallSeed } from './footfall/take-seed.ts'
import { close, httpServer, httpsServer, listen } from './http/listen.ts'
import { reachableHost } from './http/reachable-host.ts'
import { writePublicUrl } from './reports/public-url.ts'
import { loadTracing } from './reports/tracing.ts'
import { readSeed, seed } from './seed.ts'
import { createServices } from './services.ts'

const heartbeatMs = 15_000

/** Starts the cloud room: business data, alerts, live stream, API and pages. */
export async function start(context: RoomContext): Promise<Room> {
  const { configuration, dataDirectory, log } = context
  const { cloud } = configuration
  const folder = join(dataDirectory, 'cloud')
  const store = await openStore(configuration.telemetry, dataDirectory, { readOnly: true })
  const services = await createServices(context, { store, tracing: loadTracing })
  const { hub, sessions } = services
  const app = await buildApi(services)
  const plain = httpServer(app.routing)
  const secure = httpsServer(dataDirectory, app.routing, log)
  const beat = setInterval(() => {
    Promise.all([sessions.living(hub.sessions), services.kiosks.list()]).then(
      ([living, kiosks]) => {
        hub.beat(living)
        services.inbox.beat(new Set(kiosks.map(({ id }) => id)))
      },
      (error: unknown) => log(`cannot look after the live streams: ${error}`),
    )
  }, heartbeatMs).unref()

  const stop = async () => {
    clearInterval(beat)
    services.live.stop()
    await Promise.all(services.rounds.map((round) => round.stop()))
    services.sites.stop()
    hub.closeWhere(() => true)
    services.inbox.closeAll()
    services.chatMind.stop()
    await Promise.all([close(plain), close(secure)])
    await Promise.all(services.mqtt.map((session) => session.stop()))
    await services.quarantine
      .flush()
      .catch((error: unknown) => log(`the quarantine's last rows are not written: ${error}`))
    await services.drawer.stop()
    services.learning.stop()
    await services.epcis.captures.idle()
    await app.close()
    await store.stop()
    await services.database.destroy()
  }

  try {
    const port = await listen(plain, '127.0.0.1', cloud.httpPort, 'cloud.httpPort')
    const addresses: Room['addresses'] = { console: `http://127.0.0.1:${port}` }
    if (secure === undefined) log('HTTPS is off: there is no certificate in tls/ yet')
    else {
      const securePort = await listen(secure, cloud.host, cloud.httpsPort, 'cloud.httpsPort')
      addresses.consoleHttps = `https://${reachableHost(cloud.host)}:${securePort}`
    }
    services.links.publicUrl ??= addresses.consoleHttps ?? addresses.console
    await writePublicUrl(folder, services.links.publicUrl as string)
    await takeFootfallSeed(folder, services)
    const given = await readSeed(folder)
    const token = given && (await seed(given, services.records, services.links))
    if (token !== undefined) addresses.sampleReport = `${addresses.console}/t/${token}`
    await store.start()
    await services.sites.start()
    await services.epcis.captures.start()
    services.live.start()
    for (const session of services.mqtt) session.start()
    for (const round of services.rounds) round.start()
    return { addresses, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

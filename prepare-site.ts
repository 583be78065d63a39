import { createServer } from 'node:net'
import type { Configuration } from '@larder/contracts/configuration'
import { configuredScenario } from '@larder/firmware-sim/scenarios'
import { buildPages } from './build-pages.ts'
import { loadConfiguration } from './load-configuration.ts'
import { prepare, prepareWorld } from './prepare.ts'

/** What the supervisor must know to start the rooms. */
export interface PreparedSite {
  firstStart: boolean
  world: boolean
  kiosk: boolean
  /** Variables for every room of this run. */
  environment: Record<string, string>
}

/**
 * Everything before the rooms start. It runs in a process of its own, so that the supervisor, which stays for good,
 * never loads what only this needs (130 MB less).
 */
export async function prepareSite(
  dataDirectory: string,
  wantsWorld: boolean,
  step: (line: string) => void,
): Promise<PreparedSite> {
  const accounts = await prepare(dataDirectory, wantsWorld, step)
  const configuration = loadConfiguration(dataDirectory)
  const world = wantsWorld && configuration.world.enabled
  if (!wantsWorld && configuration.edge.sources.some(({ path }) => path.startsWith('run/'))) {
    step(`${dataDirectory} was made for the simulation: its simulated devices will be silent`)
    step('a real shop starts with: npm start -- --no-world --data FOLDER')
  }
  if (world) {
    // Said now, not after four rooms have started.
    configuredScenario(configuration.world.scenario)
    await prepareWorld(dataDirectory)
  }
  await buildPages(step)
  return {
    firstStart: accounts !== undefined,
    world,
    kiosk: configuration.kiosk.enabled,
    environment: await movedPorts(configuration, step),
  }
}

/** Ports that another program holds move to free ones for this run, and it is said. */
async function movedPorts({ broker, cloud, flows, kiosk }: Configuration, step: (line: string) => void) {
  const wanted: [variable: string, port: number, host: string][] = [
    ['LARDER_BROKER_TCP_PORT', broker.tcpPort, broker.host],
    ['LARDER_BROKER_TLS_PORT', broker.tlsPort, broker.host],
    ['LARDER_BROKER_WEB_SOCKET_PORT', broker.webSocketPort, broker.host],
    ['LARDER_CLOUD_HTTP_PORT', cloud.httpPort, '127.0.0.1'],
    ['LARDER_CLOUD_HTTPS_PORT', cloud.httpsPort, cloud.host],
    ['LARDER_FLOWS_PORT', flows.port, flows.host],
    ['LARDER_KIOSK_PORT', kiosk.port, kiosk.host],
  ]
  const moved: Record<string, string> = {}
  for (const [variable, port, host] of wanted) {
    if (port === 0 || (await isFree(port, host))) continue
    moved[variable] = '0'
    step(`port ${port} is taken by another program: using a free one for this run (${variable} sets it for good)`)
  }
  return moved
}

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, host, () => server.close(() => resolve(true)))
  })
}

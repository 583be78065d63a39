import { join } from 'node:path'
import type { Room, RoomContext } from '@larder/contracts/room'
import { Accounts } from './accounts.ts'
import { Authentication } from './authentication.ts'
import { Broker } from './broker.ts'
import { Journal } from './journal.ts'
import { type Listener, listenTcp, listenTls, listenWebSocket } from './listeners.ts'
import { siteDoor } from './site-door.ts'

/** Starts the site's MQTT broker. @throws with the port and the remedy when a port is taken */
export async function start({ configuration, dataDirectory, secrets, log }: RoomContext): Promise<Room> {
  const settings = configuration.broker
  const accounts = new Accounts(dataDirectory)
  const journal = new Journal(join(dataDirectory, 'broker'))
  const door = siteDoor(new Authentication(accounts, secrets.mqtt, configuration.edge.site))
  const broker = new Broker({ door, limits: settings, journal, log })
  const listeners: Listener[] = []
  const stop = async () => {
    const closing = listeners.map((listener) => listener.close())
    await broker.stop()
    await Promise.all(closing)
    accounts.close()
  }
  await broker.start()
  try {
    listeners.push(await listenTcp(broker, settings.tcpPort, settings))
    const tls = await listenTls(broker, settings.tlsPort, { ...settings, dataDirectory, log })
    if (tls) listeners.push(tls)
    else log(`TLS is off: ${join(dataDirectory, 'tls', 'site.crt')} is not there`)
    listeners.push(await listenWebSocket(broker, settings.webSocketPort, settings))
  } catch (error) {
    await stop()
    throw error
  }
  return { addresses: Object.fromEntries(listeners.map(({ url }) => [url.split(':')[0] as string, url])), stop }
}

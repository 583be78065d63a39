import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ConfigurationFile, configuration } from '@larder/contracts/configuration'
import type { Room, RoomContext } from '@larder/contracts/room'
import { connectAsync, type IClientOptions, type MqttClient } from 'mqtt'
import { start } from './main.ts'

/** A site's broker on free ports in a folder of its own, and the clients a test connects to it. */
export class TestSite {
  readonly dataDirectory = mkdtempSync(join(tmpdir(), 'larder-broker-'))
  readonly log: string[] = []
  readonly #clients: MqttClient[] = []
  room: Room | undefined

  context(broker: ConfigurationFile['broker'] = {}): RoomContext {
    const ports = { host: '127.0.0.1', tcpPort: 0, tlsPort: 0, webSocketPort: 0 }
    return {
      configuration: configuration.parse({
        sites: [{ id: 'shop-1', name: { zh: '一号店', en: 'Shop 1' }, assets: [] }],
        edge: { site: 'shop-1' },
        broker: { ...ports, ...broker },
      }),
      dataDirectory: this.dataDirectory,
      secrets: {
        mqtt: { edge: 'edge-password', cloud: 'cloud-password', flows: 'flows-password' },
        devices: {},
        console: {},
        nodeRed: { admin: '', credentialSecret: '' },
        cloudKey: '',
      },
      brokerUrl: '',
      log: (line) => this.log.push(line),
    }
  }

  async start(broker?: ConfigurationFile['broker']): Promise<void> {
    this.room = await start(this.context(broker))
  }

  url(scheme: 'mqtt' | 'mqtts' | 'ws'): string {
    return this.room?.addresses[scheme] as string
  }

  get port(): number {
    return Number(new URL(this.url('mqtt')).port)
  }

  async connect(
    username: string,
    password = `${username}-password`,
    options: IClientOptions = {},
  ): Promise<MqttClient> {
    const client = await connectAsync(this.url('mqtt'), { username, password, reconnectPeriod: 0, ...options }, false)
    client.on('error', () => {})
    this.#clients.push(client)
    return client
  }

  async stop(): Promise<void> {
    for (const client of this.#clients) client.end(true)
    await this.room?.stop()
    this.room = undefined
  }

  async remove(): Promise<void> {
    await this.stop()
    rmSync(this.dataDirectory, { recursive: true, force: true })
  }
}

/** What a client hears, as `topic payload`. */
export function heardBy(client: MqttClient): string[] {
  const heard: string[] = []
  client.on('message', (topic, payload) => heard.push(`${topic} ${payload}`))
  return heard
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ConfigurationFile, configuration } from '@larder/contracts/configuration'
import type { Room, RoomContext } from '@larder/contracts/room'
import { connect, type IClientOptions, type MqttClient } from 'mqtt'
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
        kiosk: '',
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
    const client = connect(this.url((options.protocol ?? 'mqtt') as 'mqtt'), {
      username,
      password,
      reconnectPeriod: 0,
      ...options,
    })
    this.#clients.push(client)
    // From the first moment: a session's messages come right behind its CONNACK.
    const heard: string[] = []
    heardOf.set(client, heard)
    client.on('message', (topic, payload) => heard.push(`${topic} ${payload}`))
    client.on('error', () => {})
    await new Promise<void>((resolve, reject) => {
      client.once('connect', () => resolve())
      client.once('error', reject)
      client.once('close', () => reject(new Error('closed before it was connected')))
    })
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

const heardOf = new WeakMap<MqttClient, string[]>()

/** What a client has heard so far, as `topic payload`; the list grows. */
export const heardBy = (client: MqttClient): string[] => heardOf.get(client) ?? []

/** Resolves when the client's connection is gone, for whatever reason. */
export const closed = (client: MqttClient): Promise<void> =>
  new Promise((resolve) => client.once('close', () => resolve()))

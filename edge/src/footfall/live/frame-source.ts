import { filterOf, parseTopic } from '@larder/contracts/topics'
import { connect, type MqttClient } from 'mqtt'

export interface FrameSourceOptions {
  url: string
  site: string
  password: string
  take(camera: string, jpeg: Uint8Array): void
  log(line: string): void
}

/** The cameras' pictures, on a connection of their own: no flood of them holds up a reading. Nothing is asked again. */
export class FrameSource {
  readonly #options: FrameSourceOptions
  #client: MqttClient | undefined
  #trouble = ''

  constructor(options: FrameSourceOptions) {
    this.#options = options
  }

  start(): void {
    const { url, site, password, take } = this.#options
    const client = connect(url, {
      clientId: `edge-${site}-frames`,
      username: 'edge',
      password,
      reconnectPeriod: 1000,
      reconnectOnConnackError: true,
      resubscribe: false,
      writeCache: false,
    })
    this.#client = client
    client.on('connect', () => {
      this.#say('')
      client.subscribe(filterOf('frame', { site }), { qos: 0 }, (error) => error && this.#say(error.message))
    })
    client.on('message', (topic, payload) => {
      const camera = parseTopic(topic)?.address.camera
      if (camera !== undefined) take(camera, payload)
    })
    client.on('error', (error) => this.#say(error.message))
  }

  /** Best effort and kept nowhere on the way, unless it is retained. */
  say(topic: string, payload: string, retain = false): void {
    this.#client?.publish(topic, payload, { qos: 0, retain })
  }

  async stop(): Promise<void> {
    await this.#client?.endAsync(true)
    this.#client = undefined
  }

  #say(trouble: string): void {
    if (trouble !== this.#trouble && trouble !== '') this.#options.log(`cameras: ${trouble}; trying again`)
    this.#trouble = trouble
  }
}

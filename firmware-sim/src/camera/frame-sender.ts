import { topicOf } from '@larder/contracts/topics'
import { connect, type MqttClient } from 'mqtt'

export interface FrameSenderOptions {
  url: string
  account: string
  password: string
  /** Of the broker's certificate, where its authority is not a public one. */
  authority?: Buffer
  site: string
  camera: string
  log(line: string): void
}

/** Sends the newest picture. One that is slower to send than the next comes is replaced, and so is all while the broker is away. */
export class FrameSender {
  readonly #options: FrameSenderOptions
  readonly #client: MqttClient
  #sending = false
  #next: Buffer | undefined
  #trouble = ''
  #stopping = false
  sent = 0
  dropped = 0

  constructor(options: FrameSenderOptions) {
    this.#options = options
    const { account, authority, camera, password, url } = options
    this.#client = connect(url, {
      username: account,
      password,
      clientId: `${account}-${camera}`,
      reconnectPeriod: 1000,
      reconnectOnConnackError: true,
      queueQoSZero: false,
      writeCache: false,
      manualConnect: true,
      ...(authority && { ca: authority }),
    })
    this.#client.on('connect', () => {
      this.#say('')
      options.log(`${camera}: connected to ${new URL(url).host}`)
    })
    this.#client.on('error', (error) => this.#say(error.message))
    // After an error, which says why, the close that follows says nothing more.
    this.#client.on('close', () => this.#say(this.#trouble || 'the broker is not reached'))
  }

  start(): void {
    this.#client.connect()
  }

  offer(jpeg: Buffer): void {
    if (!this.#client.connected || this.#next !== undefined) this.dropped++
    if (!this.#client.connected) return
    this.#next = jpeg
    this.#send()
  }

  async stop(): Promise<void> {
    this.#stopping = true
    this.#next = undefined
    await this.#client.endAsync(!this.#client.connected)
  }

  #send(): void {
    if (this.#sending || this.#next === undefined) return
    const jpeg = this.#next
    this.#next = undefined
    this.#sending = true
    const { camera, site } = this.#options
    // Called when the socket has taken it: a slow broker makes us drop, not wait and grow.
    this.#client.publish(topicOf('frame', { site, camera }), jpeg, { qos: 0 }, (error) => {
      this.#sending = false
      if (error) this.dropped++
      else this.sent++
      this.#send()
    })
  }

  #say(trouble: string): void {
    if (trouble !== '' && trouble !== this.#trouble && !this.#stopping) {
      this.#options.log(`${this.#options.camera}: ${trouble}; trying again`)
    }
    this.#trouble = trouble
  }
}

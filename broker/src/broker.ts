import { Aedes, type Client, type ConnectPacket } from 'aedes'
import { Admission } from './admission.ts'
import { addressOf, boundPackets, keepNoIdentifierTable } from './aedes-client.ts'
import { Figures } from './figures.ts'
import { encodeRefusal } from './frame.ts'
import type { Door } from './guest.ts'
import { Housekeeping } from './housekeeping.ts'
import { Inbox } from './inbox.ts'
import type { Journal } from './journal.ts'
import { limitedLog } from './limited-log.ts'
import { type Limits, maxQueuedBytes, packetOverheadBytes } from './limits.ts'
import { Outbox } from './outbox.ts'
import { Persistence } from './persistence.ts'
import type { Session } from './session.ts'
import { Sessions } from './sessions.ts'
import { Subscriptions } from './subscriptions.ts'
import { Visitors } from './visitors.ts'

export interface BrokerOptions {
  door: Door
  limits: Limits
  /** Left out, an acknowledged message lives in memory only. */
  journal?: Journal
  log(line: string): void
}

/** MQTT 3.1.1 by Aedes, with the rights, bounds and durability that a site needs around it. */
export class Broker {
  readonly #door: Door
  readonly #limits: Limits
  readonly #journal: Journal | undefined
  readonly #complain: (subject: string, line: string) => void
  readonly #figures = new Figures()
  readonly #visitors = new Visitors()
  readonly #sessions: Sessions
  readonly #persistence: Persistence
  readonly #admission: Admission
  readonly #inbox: Inbox
  readonly #outbox: Outbox
  readonly #subscriptions: Subscriptions
  readonly #housekeeping: Housekeeping
  #aedes!: Aedes

  constructor({ door, limits, journal, log }: BrokerOptions) {
    this.#door = door
    this.#limits = limits
    this.#journal = journal
    const complain = limitedLog(log)
    this.#complain = complain
    const [figures, visitors] = [this.#figures, this.#visitors]
    this.#subscriptions = new Subscriptions({ visitors, figures, complain })
    const sessions = new Sessions(
      journal,
      { maxQueued: limits.maxQueuedPerSession, maxQueuedBytes },
      {
        dropped: (session) => this.#dropped(session),
        sent: (count) => {
          figures.sent += count
        },
      },
    )
    this.#sessions = sessions
    const persistence = new Persistence(sessions, journal, (client) => this.#subscriptions.ownerOf(client as Client))
    this.#persistence = persistence
    const inbox = new Inbox({ limits, visitors, sessions, persistence, journal, figures, complain })
    this.#inbox = inbox
    const publishRefusal = inbox.refusal.bind(inbox)
    this.#admission = new Admission({ door, limits, visitors, sessions, figures, complain, publishRefusal })
    this.#outbox = new Outbox({ sessions, visitors, figures, complain })
    this.#housekeeping = new Housekeeping({ door, limits, visitors, sessions, persistence, journal, figures, log })
  }

  async start(): Promise<void> {
    this.#journal?.start()
    this.#door.refresh()
    keepNoIdentifierTable()
    this.#aedes = await Aedes.createBroker({
      persistence: this.#persistence,
      // Without a limit one slow reader cannot hold up the others; the outbox bounds what waits for each.
      concurrency: 0,
      heartbeatInterval: 15_000,
      connectTimeout: 10_000,
      drainTimeout: 10_000,
      maxInflightInbound: 1000,
      maxTopicLevels: 32,
      preConnect: (client, packet, done) => this.#preConnect(client, packet, done),
      authenticate: (client, name, password, done) => {
        this.#admission.signIn(client, name, password?.toString()).then(
          (refusal) => done(refusal && Object.assign(new Error(refusal.reason), refusal), refusal === null),
          (error: Error) => done(Object.assign(error, { returnCode: 3 }), false),
        )
      },
      authorizePublish: (client, packet, done) => this.#inbox.take(client, packet, done),
      authorizeSubscribe: (client, wanted, done) => done(null, this.#subscriptions.authorize(client, wanted)),
      authorizeForward: (client, packet) => this.#outbox.forward(client, packet),
    })
    this.#aedes.on('clientReady', (client) => this.#attach(client))
    this.#aedes.on('subscribe', (_subscriptions, client) => this.#attach(client))
    this.#aedes.on('clientDisconnect', (client) => this.#left(client))
    this.#aedes.on('clientError', (client, error) => this.#clientFailed(client, error))
    this.#aedes.on('connectionError', (client, error) => this.#clientFailed(client, error))
    this.#housekeeping.start(this.#aedes)
  }

  async stop(): Promise<void> {
    this.#housekeeping.stop()
    for (const session of this.#sessions.all()) if (session.connected) this.#sessions.seen(session, Date.now())
    await new Promise<void>((resolve) => this.#aedes.close(resolve))
    await this.#journal?.stop()
  }

  /** Takes over one connection of any transport. */
  handle(connection: Parameters<Aedes['handle']>[0], request?: Parameters<Aedes['handle']>[1]): void {
    const { maxPayloadBytes, maxFrameBytes } = this.#limits
    const client = this.#aedes.handle(connection, request)
    boundPackets(client, () => {
      const sendsFrames = this.#visitors.guestOf(client)?.sendsFrames
      return (sendsFrames ? Math.max(maxPayloadBytes, maxFrameBytes) : maxPayloadBytes) + packetOverheadBytes
    })
  }

  #preConnect(client: Client, packet: ConnectPacket, done: (error: Error | null, success: boolean) => void): void {
    const refusal = this.#admission.inspect(client, packet, this.#aedes.connectedClients)
    if (refusal === undefined) done(null, true)
    else {
      client.conn.write(encodeRefusal(refusal.returnCode))
      done(new Error(refusal.reason), false)
    }
  }

  #attach(client: Client): void {
    this.#figures.clientsMaximum = Math.max(this.#figures.clientsMaximum, this.#aedes.connectedClients)
    const session = client.clean ? undefined : this.#sessions.get(client.id)
    if (session === undefined || session.isAttachedTo(client.conn) || client.closed) return
    this.#sessions.seen(session, Date.now())
    session.attach(client.conn)
  }

  #left(client: Client): void {
    this.#visitors.left(client)
    this.#inbox.left(client)
    const session = this.#sessions.get(client.id)
    if (!session?.isAttachedTo(client.conn)) return
    session.detach()
    this.#sessions.seen(session, Date.now())
  }

  #clientFailed(client: Client, error: Error): void {
    const who = this.#visitors.guestOf(client)?.account ?? addressOf(client)
    // Aedes removes a client that never signed in without saying so.
    this.#visitors.left(client)
    this.#inbox.left(client)
    if ((error as NodeJS.ErrnoException).code === 'ECONNRESET') return
    this.#complain(`${who} ${error.message}`, `connection of ${who} closed: ${error.message}`)
  }

  #dropped(session: Session): void {
    this.#figures.dropped += 1
    const line = `the queue of session ${session.clientId} is full (broker.maxQueuedPerSession); its oldest messages are dropped`
    this.#complain(`full ${session.clientId}`, line)
  }
}

import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ConfigurationFile } from '@larder/contracts/configuration'
import { type Notification, notificationMessage } from '@larder/contracts/notification'
import type { Situation } from '@larder/contracts/situation'
import { topicOf } from '@larder/contracts/topics'
import { Aedes } from 'aedes'
import { SMTPServer } from 'smtp-server'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { shopConfiguration, situation } from './site.fixture.ts'

const password = 'correct horse battery staple'
const patient = { timeout: 20_000, interval: 20 }
const never = { warning: 600, critical: 600 }

interface RunningRoom {
  editor: string
  log: string[]
  process: ChildProcess
  stop(): Promise<void>
  kill(): Promise<void>
}

let broker: Aedes
let brokerUrl: string
let webhookUrl: string
let smtpPort: number
let dataDirectory: string
let room: RunningRoom | undefined
let notifications: Notification[] = []
let posts: { situation: Situation; kind: string; text: { zh: string; en: string } }[] = []
let mails: { to: string[]; text: string }[] = []
let webhookStatus = 204

const httpServer = createHttpServer(async (request, response) => {
  const chunks = await request.toArray()
  posts.push(JSON.parse(Buffer.concat(chunks).toString()))
  response.writeHead(webhookStatus).end()
})
const mailServer = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  async onData(stream, session, callback) {
    const text = Buffer.concat(await stream.toArray()).toString()
    mails.push({ to: session.envelope.rcptTo.map((receiver) => receiver.address), text })
    callback()
  },
})
const mqttServer = createServer((socket) => broker.handle(socket))

const listen = async (server: { listen(port: number, host: string): unknown; address(): unknown }) => {
  await new Promise((resolve) =>
    (server as ReturnType<typeof createServer>).listen(0, '127.0.0.1', () => resolve(null)),
  )
  return (server.address() as AddressInfo).port
}

beforeAll(async () => {
  broker = await Aedes.createBroker()
  broker.on('publish', (packet) => {
    if (packet.topic.startsWith('larder/v1/notification/'))
      notifications.push(notificationMessage.parse(JSON.parse(packet.payload.toString())))
  })
  brokerUrl = `mqtt://127.0.0.1:${await listen(mqttServer)}`
  webhookUrl = `http://127.0.0.1:${await listen(httpServer)}/hook`
  smtpPort = await listen(mailServer.server)
})

afterAll(async () => {
  httpServer.close()
  mailServer.close()
  mqttServer.close()
  await new Promise<void>((resolve) => broker.close(() => resolve()))
})

beforeEach(() => {
  dataDirectory = mkdtempSync(join(tmpdir(), 'larder-flows-'))
  notifications = []
  posts = []
  mails = []
  webhookStatus = 204
})

afterEach(async () => {
  await room?.stop()
  rmSync(dataDirectory, { recursive: true })
})

async function startRoom(flows: ConfigurationFile['flows'] = {}): Promise<RunningRoom> {
  const smtp = { host: '127.0.0.1', port: smtpPort, from: 'larder@shop.example', to: ['staff@shop.example'] }
  const escalateTo = ['manager@shop.example']
  const configuration = shopConfiguration({
    port: 0,
    webhookUrl,
    smtp: { ...smtp, escalateTo },
    escalateAfterMinutes: never,
    ...flows,
  })
  const child = fork(new URL('./room-process.fixture.ts', import.meta.url), { execArgv: [], silent: false })
  const log: string[] = []
  const exited = once(child, 'exit')
  child.on('message', (message: { log?: string }) => message.log && log.push(message.log))
  child.send({
    configuration,
    dataDirectory,
    secrets: {
      mqtt: { edge: 'e', cloud: 'c', flows: 'f' },
      devices: {},
      console: {},
      nodeRed: { admin: password, credentialSecret: 'secret' },
      cloudKey: '',
    },
    brokerUrl,
  })
  const editor = await new Promise<string>((resolve, reject) => {
    child.on('message', (message: { ready?: { flowsEditor: string } }) => {
      if (message.ready) resolve(message.ready.flowsEditor)
    })
    child.once('exit', () => reject(new Error(`the room ended: ${log.join('; ')}`)))
  })
  await vi.waitFor(() => expect(log).toContain('connected to the broker'), patient)
  const end = async (signal: () => void) => {
    room = undefined
    signal()
    await exited
  }
  return {
    editor,
    log,
    process: child,
    stop: () => end(() => child.send('stop')),
    kill: () => end(() => child.kill('SIGKILL')),
  }
}

const publish = (topic: string, payload: unknown) =>
  new Promise<void>((resolve, reject) => {
    const packet = { cmd: 'publish' as const, qos: 1 as const, retain: false, dup: false, topic }
    const text = typeof payload === 'string' ? payload : JSON.stringify(payload)
    broker.publish({ ...packet, payload: Buffer.from(text) }, (error) => (error ? reject(error) : resolve()))
  })
const say = (told: Situation) => publish(topicOf('situation', told), told)
const acknowledge = (told: Situation) => {
  const acknowledgement = { situation: told.id, by: 'lin', reason: 'on my way', atMs: Date.now() }
  return publish(topicOf('acknowledgement', told), acknowledgement)
}
const seen = () =>
  notifications.map(({ kind, channel, level, outcome }) => `${kind} ${level} ${channel} ${outcome}`).sort()
const until = (assertion: () => void) => vi.waitFor(assertion, patient)

/** A marker sent after the messages under test: when it was told, they were all handled. */
async function settle(): Promise<void> {
  const marker = situation({ id: `marker-${Math.random()}`, cause: 'store-unreachable', severity: 'warning' })
  await say(marker)
  await until(() => expect(notifications.some((notification) => notification.situation === marker.id)).toBe(true))
  notifications = notifications.filter((notification) => notification.situation !== marker.id)
}

test('a critical situation is told on every channel, once, and its end to those who were told', async () => {
  room = await startRoom()
  await say(situation())
  await say(situation())
  await say(situation({ revision: 1, latestCelsius: 8.5 }))
  await until(() => expect(seen()).toHaveLength(4))
  await say(situation({ revision: 2, state: 'resolved', untilMs: situation().fromMs + 2_100_000 }))
  await until(() => expect(seen()).toHaveLength(8))
  await say(situation({ revision: 1, latestCelsius: 8.5 }))
  await settle()
  const channels = ['console', 'email', 'mqtt', 'webhook']
  expect(seen()).toEqual([
    ...channels.map((channel) => `raised 0 ${channel} sent`),
    ...channels.map((channel) => `resolved 0 ${channel} sent`),
  ])
  expect(posts.map(({ kind, situation }) => `${kind} ${situation.revision}`)).toEqual(['raised 0', 'resolved 2'])
  expect(posts[0]?.text.en).toContain('URGENT: Fish cabinet (Shop 1) is too warm')
  expect(mails.map(({ to }) => to)).toEqual([['staff@shop.example'], ['staff@shop.example']])
})

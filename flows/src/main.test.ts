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
      kiosk: '',
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
  const acknowledgement = {
    situation: told.id,
    by: 'lin',
    reason: 'on my way',
    severity: told.severity,
    atMs: Date.now(),
  }
  return publish(topicOf('acknowledgement', told), acknowledgement)
}
const seen = () =>
  notifications.map(({ kind, channel, level, outcome }) => `${kind} ${level} ${channel} ${outcome}`).sort()
const until = (assertion: () => void) => vi.waitFor(assertion, patient)

/** A marker sent after the messages under test: when it was told, they were all handled. */
async function settle(): Promise<void> {
  const marker = situation({ id: `marker-${Math.random()}`, cause: 'store-unreachable', past: true })
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

test('what nobody takes is escalated level by level to the managers, and not past the third', async () => {
  room = await startRoom({ escalateAfterMinutes: { warning: 600, critical: 0.001 } })
  await say(situation())
  await until(() => expect(seen()).toContain('escalated 3 email sent'))
  const escalated = mails.filter(({ to }) => to[0] === 'manager@shop.example')
  expect(escalated).toHaveLength(3)
  expect(new Set(notifications.map(({ level }) => level))).toEqual(new Set([0, 1, 2, 3]))
  const reminder = notifications.find(({ level }) => level === 2)
  expect(reminder?.text.en).toContain('Nobody has taken this alert yet (reminder 2)')
  await say(situation({ revision: 1, state: 'resolved', untilMs: situation().fromMs + 1 }))
  await until(() => expect(seen().filter((line) => line === 'resolved 0 email sent')).toHaveLength(2))
})

test('an acknowledgement stops the escalation, also when it came before a restart', async () => {
  const flows = { escalateAfterMinutes: { warning: 600, critical: 0.02 } }
  room = await startRoom(flows)
  await say(situation())
  await acknowledge(situation())
  await say(situation({ id: 'another-one', cause: 'door-open' }))
  await until(() => expect(seen()).toContain('escalated 1 console sent'))
  await room.stop()
  room = await startRoom(flows)
  await until(() => expect(seen()).toContain('escalated 3 console sent'))
  const escalated = notifications.filter(({ kind }) => kind === 'escalated')
  expect(new Set(escalated.map(({ cause }) => cause))).toEqual(new Set(['door-open']))
})

test('a warning that was taken and becomes critical is told again and escalates until that is taken too', async () => {
  room = await startRoom({ escalateAfterMinutes: { warning: 600, critical: 0.02 } })
  const warning = situation({ severity: 'warning' })
  await say(warning)
  await until(() => expect(seen()).toContain('raised 0 console sent'))
  await acknowledge(warning)
  await say(situation({ revision: 1 }))
  await until(() => expect(seen()).toContain('escalated 1 console sent'))
  expect(seen().filter((line) => line === 'raised 0 console sent')).toHaveLength(2)
  await acknowledge(situation())
  await settle()
  const level = Math.max(...notifications.map((notification) => notification.level))
  expect(level).toBeLessThan(3)
})

test('after kill -9 the waiting goes on, nothing is told twice and what was said meanwhile is heard', async () => {
  room = await startRoom()
  await say(situation())
  await until(() => expect(seen()).toHaveLength(4))
  const known = new Set(notifications.map(({ id }) => id))
  await room.kill()
  await say(situation({ id: 'while-away', cause: 'door-open', severity: 'warning' }))
  notifications = []
  room = await startRoom({ escalateAfterMinutes: { warning: 600, critical: 0.001 } })
  await until(() => expect(seen()).toContain('escalated 3 console sent'))
  // What the killed room had not seen acknowledged comes again under its own id: QoS 1 is at least once.
  const raised = notifications.filter(({ id, kind }) => kind === 'raised' && !known.has(id))
  expect(raised.map(({ situation, channel }) => `${situation} ${channel}`).sort()).toEqual([
    'while-away console',
    'while-away mqtt',
    'while-away webhook',
  ])
})

test('what was found in late data is put on record on the console and nowhere else', async () => {
  room = await startRoom({ escalateAfterMinutes: { warning: 0.001, critical: 0.001 } })
  const untilMs = situation().fromMs + 3_600_000
  await say(situation({ past: true, state: 'resolved', untilMs }))
  await say(situation({ past: true, state: 'open', cause: 'door-open', id: 'past-and-open' }))
  await settle()
  expect(seen()).toEqual(['raised 0 console sent', 'raised 0 console sent'])
  expect(notifications[0]?.text.en).toMatch(/^For the record/)
  await room.stop()
  notifications = []
  room = await startRoom({ escalateAfterMinutes: { warning: 0.001, critical: 0.001 } })
  await settle()
  expect(seen()).toEqual([])
  expect([posts, mails]).toEqual([[], []])
})

test('a warning of a probe is told quietly; a webhook that refuses is tried again, and each attempt is shown', async () => {
  room = await startRoom()
  webhookStatus = 500
  await say(situation({ cause: 'silence', severity: 'warning', id: 'silence-1' }))
  await say(situation({ cause: 'door-open', severity: 'warning', id: 'door-open-1' }))
  await until(() => expect(seen()).toContain('raised 0 webhook failed'))
  webhookStatus = 200
  await until(() => expect(seen()).toContain('raised 0 webhook sent'))
  const failed = notifications.find(({ outcome }) => outcome === 'failed')
  expect(failed).toMatchObject({
    error: 'the receiver answered 500',
    situation: 'door-open-1',
    to: new URL(webhookUrl).host,
  })
  expect(notifications.filter((told) => told.situation === 'silence-1').map(({ channel }) => channel)).toEqual([
    'console',
  ])
  expect(mails).toEqual([])
})

test('while an SMTP server hangs the room stops within seconds, and the mail is sent after the next start', async () => {
  const silent = createServer()
  const asked = once(silent, 'connection')
  const smtp = { host: '127.0.0.1', from: 'larder@shop.example', to: ['staff@shop.example'] }
  room = await startRoom({ smtp: { ...smtp, port: await listen(silent) } })
  await say(situation())
  await asked
  const startedAtMs = Date.now()
  await room.stop()
  expect(Date.now() - startedAtMs).toBeLessThan(10_000)
  silent.close()
  room = await startRoom()
  await until(() => expect(mails.map(({ to }) => to)).toEqual([['staff@shop.example']]))
})

test('malformed messages are named in the log and disturb nothing', async () => {
  room = await startRoom()
  const topic = topicOf('situation', situation())
  await publish(topic, '{"half":')
  await publish(topic, { ...situation(), severity: 'dreadful' })
  await publish(topic, { ...situation(), asset: 'cabinet-2' })
  await publish(topicOf('acknowledgement', situation()), 'null')
  await say(situation())
  await until(() => expect(seen()).toHaveLength(4))
  const ignored = room.log.filter((line) => line.startsWith('ignored'))
  expect(ignored).toHaveLength(4)
  expect(ignored[1]).toContain('severity')
  expect(ignored[2]).toContain('another asset')
})

test('the editor shows nothing without signing in, and what staff change there survives a restart', async () => {
  room = await startRoom()
  const refused = await fetch(new URL('flows', room.editor))
  expect(refused.status).toBe(401)
  expect((await signIn(room.editor, 'wrong')).status).toBe(403)
  const headers = await signedIn(room.editor)
  const flows = (await (await fetch(new URL('flows', room.editor), { headers })).json()) as FlowNodeJson[]
  const calm = flows.map((node) =>
    node.id === 'goods' ? { ...node, wires: [['tell-console'], ['tell-console']] } : node,
  )
  const json = { ...headers, 'content-type': 'application/json' }
  const deploy = await fetch(new URL('flows', room.editor), {
    method: 'POST',
    headers: json,
    body: JSON.stringify(calm),
  })
  expect(deploy.status).toBe(204)
  await room.stop()
  room = await startRoom()
  await say(situation())
  await settle()
  expect(seen()).toEqual(['raised 0 console sent'])
  const folder = join(dataDirectory, 'flows')
  expect(statSync(folder).mode & 0o077).toBe(0)
  expect(JSON.parse(readFileSync(join(folder, 'larder.json'), 'utf8'))).toHaveLength(flows.length)
})

test('only the needed nodes are loaded and nothing can be installed', async () => {
  room = await startRoom()
  const headers = { ...(await signedIn(room.editor)), accept: 'application/json' }
  const sets = (await (await fetch(new URL('nodes', room.editor), { headers })).json()) as {
    id: string
    err?: string
  }[]
  expect(sets.filter(({ err }) => err)).toEqual([])
  const names = sets.map(({ id }) => id)
  expect(names).toEqual(expect.arrayContaining(['larder-nodes/larder-notify', 'node-red/switch']))
  for (const name of ['exec', 'function', 'file', 'httpin', 'tcpin']) expect(names).not.toContain(`node-red/${name}`)
  const json = { ...headers, 'content-type': 'application/json' }
  const install = { method: 'POST', headers: json, body: JSON.stringify({ module: 'left-pad' }) }
  expect((await fetch(new URL('nodes', room.editor), install)).status).toBe(404)
  expect(room.log).toEqual(['connected to the broker'])
})

interface FlowNodeJson {
  id: string
  wires?: string[][]
}

const signIn = (editor: string, given: string) =>
  fetch(new URL('auth/token', editor), {
    method: 'POST',
    body: new URLSearchParams({
      client_id: 'node-red-admin',
      grant_type: 'password',
      scope: '*',
      username: 'admin',
      password: given,
    }),
  })

async function signedIn(editor: string): Promise<Record<string, string>> {
  const { access_token } = (await (await signIn(editor, password)).json()) as { access_token: string }
  return { authorization: `Bearer ${access_token}` }
}

import { publishFrame, WireClient } from './mqtt-wire.ts'

/**
 * The load, in a process of its own: `node bench/broker-load.ts WHAT PORT MESSAGES`.
 * `run` publishes and receives, `fill` publishes for an absent durable subscriber, `drain` receives what is left for it.
 * Prints one JSON line: { messages, seconds }.
 */
const publishers = 20
const window = 250
const payloadBytes = 200
const subscriberId = 'bench-subscriber'
const filter = 'bench/+'
/** Nothing more is coming when nothing came for so long. */
const idleMs = 1500

const [what, portText, messagesText] = process.argv.slice(2)
const port = Number(portText)
const messages = Number(messagesText)

async function publishAll(): Promise<void> {
  const share = Math.ceil(messages / publishers)
  await Promise.all(Array.from({ length: publishers }, (_, index) => publishShare(index, share)))
}

async function publishShare(index: number, share: number): Promise<void> {
  const payload = Buffer.alloc(payloadBytes, 'x')
  let sent = 0
  let acknowledged = 0
  let finish = () => {}
  const finished = new Promise<void>((resolve) => {
    finish = resolve
  })
  const send = () => {
    const frames: Buffer[] = []
    while (sent < share && sent - acknowledged < window) {
      payload.writeUInt32BE(index * share + sent)
      frames.push(publishFrame(`bench/${index}`, (sent % 65_535) + 1, payload))
      sent += 1
    }
    if (frames.length > 0) client.socket.write(Buffer.concat(frames))
  }
  let scheduled = false
  const client = new WireClient(port, {
    puback() {
      acknowledged += 1
      if (acknowledged === share) finish()
      if (scheduled) return
      scheduled = true
      setImmediate(() => {
        scheduled = false
        send()
      })
    },
  })
  await client.signIn(`bench-publisher-${index}`, true)
  send()
  await finished
  await client.leave()
}

async function run(): Promise<{ messages: number; seconds: number }> {
  let received = 0
  let finish = () => {}
  const finished = new Promise<void>((resolve) => {
    finish = resolve
  })
  const total = Math.ceil(messages / publishers) * publishers
  const subscriber = new WireClient(port, {
    publish() {
      received += 1
      if (received === total) finish()
    },
  })
  await subscriber.signIn(subscriberId, false)
  await subscriber.subscribe(filter)
  const startedAt = performance.now()
  await Promise.all([publishAll(), finished])
  const seconds = (performance.now() - startedAt) / 1000
  await subscriber.leave()
  return { messages: total, seconds }
}

async function fill(): Promise<{ messages: number; seconds: number }> {
  const subscriber = new WireClient(port)
  await subscriber.signIn(subscriberId, false)
  await subscriber.subscribe(filter)
  await subscriber.leave()
  const startedAt = performance.now()
  await publishAll()
  return { messages: Math.ceil(messages / publishers) * publishers, seconds: (performance.now() - startedAt) / 1000 }
}

async function drain(): Promise<{ messages: number; seconds: number }> {
  const seen = new Set<number>()
  const startedAt = performance.now()
  let lastAt = startedAt
  const subscriber = new WireClient(port, {
    publish(payload) {
      seen.add(payload.readUInt32BE(0))
      lastAt = performance.now()
    },
  })
  await subscriber.signIn(subscriberId, false)
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      if (performance.now() - lastAt < idleMs) return
      clearInterval(timer)
      resolve()
    }, 50)
  })
  await subscriber.leave()
  return { messages: seen.size, seconds: (lastAt - startedAt) / 1000 }
}

const result = what === 'fill' ? await fill() : what === 'drain' ? await drain() : await run()
console.log(JSON.stringify(result))
process.exit()

import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import mqtt from 'mqtt-packet'

/**
 * The devices of the ingest benchmark, in a process of their own:
 * `node edge/bench/ingest-load.ts PORT PASSWORD READINGS BATCH FIRST_ASSET`.
 * Ten gateways speak for twenty cabinets each, one sample a second, as fast as they are acknowledged.
 */
const [port, password, readingsText, batchText, firstAssetText] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
]
const gateways = 10
const assetsPerGateway = 20
const readings = Number(readingsText)
const batch = Number(batchText)
const firstAsset = Number(firstAssetText)
const window = batch === 1 ? 200 : 8
const perAsset = Math.ceil(readings / (gateways * assetsPerGateway) / batch) * batch
const baseMs = Date.now() - perAsset * 1000

function frameOf(asset: number, sequence: number, messageId: number): Buffer {
  const samples: string[] = []
  for (let index = 0; index < batch; index += 1) {
    const observedAt = new Date(baseMs + (sequence + index) * 1000).toISOString()
    const celsius = ((sequence + index) % 400) / 100
    samples.push(
      `{"sequence":${sequence + index},"observedAt":"${observedAt}","celsius":${celsius},"humidityPercent":85}`,
    )
  }
  const [kind, payload] = batch === 1 ? ['reading', samples[0] as string] : ['readings', `[${samples.join()}]`]
  const topic = `larder/v1/${kind}/bench/asset-${asset}/air`
  return mqtt.generate({ cmd: 'publish', topic, payload, qos: 1, retain: false, dup: false, messageId })
}

async function runGateway(gateway: number): Promise<void> {
  const username = `gateway-${gateway}`
  const socket: Socket = connect({ port: Number(port), host: '127.0.0.1', noDelay: true })
  const parser = mqtt.parser()
  const total = (perAsset / batch) * assetsPerGateway
  let [sent, acknowledged] = [0, 0]
  const fill = () => {
    const frames: Buffer[] = []
    while (sent < total && sent - acknowledged < window) {
      const asset = firstAsset + gateway * assetsPerGateway + (sent % assetsPerGateway)
      frames.push(frameOf(asset, Math.floor(sent / assetsPerGateway) * batch, (sent % 65_535) + 1))
      sent += 1
    }
    if (frames.length > 0) socket.write(Buffer.concat(frames))
  }
  const finished = new Promise<void>((resolve, reject) => {
    socket.once('close', () => reject(new Error(`${username}: the broker closed the connection`)))
    parser.on('packet', (packet) => {
      if (packet.cmd === 'puback') acknowledged += 1
      if (acknowledged === total) resolve()
    })
  })
  socket.on('data', (chunk) => {
    parser.parse(chunk)
    fill()
  })
  await once(socket, 'connect')
  const connection = { cmd: 'connect', protocolId: 'MQTT', protocolVersion: 4, clean: true } as const
  socket.write(
    mqtt.generate({ ...connection, clientId: username, username, password: Buffer.from(password), keepalive: 0 }),
  )
  await finished
}

const startedAtMs = Date.now()
await Promise.all(Array.from({ length: gateways }, (_, gateway) => runGateway(gateway)))
console.log(
  JSON.stringify({ readings: perAsset * gateways * assetsPerGateway, startedAtMs, acknowledgedAtMs: Date.now() }),
)
process.exit()

import { createHash, randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import mqtt, { type MqttClient } from 'mqtt'
import type { ProbeAddress } from '../telemetry/store.ts'
import type { CsvSample } from './csv-samples.ts'

export interface SenderOptions {
  url: string
  dataDirectory: string
  address: ProbeAddress
  /** Without one, an account for this probe alone is made in the data folder, and revoked afterwards. */
  account: { username: string; password: string } | undefined
}

export interface Sending {
  topic: string
  shiftMs: number
  speed: number | undefined
}

export interface Sender {
  send(samples: readonly CsvSample[], sending: Sending): Promise<void>
  close(): Promise<void>
}

const batchAtMost = 100

/** Signs in like a device. @throws when no broker answers or the account is refused */
export async function openSender({ url, dataDirectory, address, account }: SenderOptions): Promise<Sender> {
  const borrowed = account === undefined ? await borrowAccount(dataDirectory, address) : undefined
  const { username, password } = account ?? (borrowed as { username: string; password: string })
  try {
    const clientId = `${username}-${randomBytes(4).toString('hex')}`
    const options = { clientId, username, password, reconnectPeriod: 0, connectTimeout: 10_000 }
    const client = await mqtt.connectAsync(url, options, false)
    return {
      send: (samples, sending) => sendAll(client, samples, sending),
      async close() {
        // On a connection that the broker has closed already, ending would wait for ever.
        if (client.connected) await client.endAsync()
        borrowed?.revoke()
      },
    }
  } catch (error) {
    borrowed?.revoke()
    throw new Error(
      `the broker at ${url} does not take us: ${(error as Error).message}; is the site of this data folder running?`,
    )
  }
}

async function sendAll(client: MqttClient, samples: readonly CsvSample[], sending: Sending): Promise<void> {
  const { topic, speed } = sending
  const size = speed === undefined ? batchAtMost : 1
  const startedAtMs = performance.now()
  const firstMs = samples[0]?.atMs ?? 0
  const lost = new Promise<never>((_, reject) =>
    client.once('close', () =>
      reject(new Error(`the broker closed the connection: may this account publish ${topic}?`)),
    ),
  )
  lost.catch(() => undefined)
  for (let from = 0; from < samples.length; from += size) {
    const batch = samples.slice(from, from + size)
    const dueMs = speed === undefined ? 0 : ((batch[0]?.atMs ?? 0) - firstMs) / speed
    await Promise.race([lost, sleep(Math.max(0, dueMs - (performance.now() - startedAtMs)))])
    const messages = batch.map((sample) => messageOf(sample, sending.shiftMs))
    await Promise.race([lost, client.publishAsync(topic, JSON.stringify(messages), { qos: 1 })])
  }
}

const messageOf = ({ atMs, fields }: CsvSample, shiftMs: number): object => ({
  sequence: Math.floor(atMs / 1000),
  ...fields,
  observedAt: new Date(atMs + shiftMs).toISOString(),
})

/** Whoever may write the data folder may add devices; this one may speak for one probe, and only as long as we run. */
async function borrowAccount(dataDirectory: string, address: ProbeAddress) {
  const { Accounts } = await import('@larder/broker/accounts')
  // A name for this address alone, however long its parts are: an account keeps its grants when it is used again.
  const { site, asset, probe } = address
  const hash = createHash('sha256').update(`${site}/${asset}/${probe}`).digest('hex')
  const username = `replay-${asset.slice(0, 24)}-${hash.slice(0, 16)}`
  const accounts = new Accounts(dataDirectory)
  const revoke = () => {
    accounts.revoke(username)
    accounts.close()
  }
  const known = accounts.list().some(({ device }) => device === username)
  if (known) return { username, password: await accounts.rotate(username), revoke }
  const added = await accounts.add([{ device: username, grants: [address] }])
  return { username, password: added.get(username) as string, revoke }
}

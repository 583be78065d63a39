import { parseArgs } from 'node:util'
import type { CommandContext, Room } from '@larder/contracts/room'
import { Broker } from './broker.ts'
import type { Door } from './guest.ts'
import { Journal } from './journal.ts'
import { listenTcp } from './listeners.ts'

/** The one filter that is refused, so that a conformance suite can see a refusal. */
const refusedFilter = 'test/nosubscribe'

const openDoor: Door = {
  admit: async () => ({
    account: 'anonymous',
    rateLimited: false,
    sendsFrames: false,
    mayHearFrames: () => false,
    publishRefusal: (topic) => (topic.startsWith('$SYS/') ? '$SYS is the broker’s own' : undefined),
    subscribeRefusal: (filter) => (filter === refusedFilter ? 'refused on purpose' : undefined),
    stillStands: () => true,
  }),
  refresh: () => false,
  isActive: () => true,
}

/**
 * A broker for development, conformance runs and the benchmark: everybody may do everything, on the loopback address
 * only. Without a journal's folder its messages live in memory.
 */
export async function startAnonymous(
  port: number,
  log: (line: string) => void = () => {},
  journalDirectory?: string,
): Promise<Room> {
  const limits = {
    maxConnections: 2000,
    maxConnectionsPerAccount: 2000,
    maxMessagesPerSecond: Number.MAX_SAFE_INTEGER,
    maxPayloadBytes: 268_435_455,
    maxFrameBytes: 268_435_455,
    maxFramesPerSecond: 30,
    maxQueuedPerSession: 100_000,
    sessionExpiryHours: 24,
  }
  const journal = journalDirectory === undefined ? {} : { journal: new Journal(journalDirectory) }
  const broker = new Broker({ door: openDoor, limits, log, ...journal })
  await broker.start()
  const listener = await listenTcp(broker, port, { host: '127.0.0.1', maxConnections: limits.maxConnections })
  const stop = async () => {
    const closing = listener.close()
    await broker.stop()
    await closing
  }
  return { addresses: { mqtt: listener.url }, stop }
}

/** `larder broker --anonymous --port n`: runs until it is interrupted. */
export async function runAnonymous(args: string[], context: Pick<CommandContext, 'out' | 'error'>): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { anonymous: { type: 'boolean' }, port: { type: 'string', default: '1883' } },
  })
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    context.error(`--port must be a whole number from 0 to 65535, not ${values.port}`)
    return 2
  }
  const room = await startAnonymous(port, context.error)
  context.out(`${room.addresses.mqtt} (anonymous, this machine only; in memory)`)
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
  })
  await room.stop()
  return 0
}

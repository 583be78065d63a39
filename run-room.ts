import type { Room } from '@larder/contracts/room'
import { loadConfiguration } from './load-configuration.ts'
import { readSecrets } from './prepare.ts'
import { type RoomName, rooms } from './rooms.ts'

/** What a room's process tells its supervisor: once, when it is ready, and a line now and then for whoever watches. */
export type RoomMessage = { ready: Record<string, string> } | { told: string }

/**
 * Runs one room in this process until it is told to stop (SIGINT, SIGTERM) or its supervisor is gone.
 * @returns the process's exit code
 */
export async function runRoom(name: RoomName, dataDirectory: string): Promise<number> {
  const stopped = stopRequested()
  const configuration = loadConfiguration(dataDirectory)
  const secrets = readSecrets(dataDirectory)
  const log = (line: string) => console.log(`${new Date().toISOString()} ${line}`)
  const { start } = await rooms[name]()
  const room: Room = await start({
    configuration,
    dataDirectory,
    // A kiosk on a machine of its own has the token that `larder kiosk add` printed.
    secrets: { ...secrets, kiosk: process.env.LARDER_KIOSK_TOKEN ?? secrets.kiosk },
    brokerUrl: process.env.LARDER_BROKER_URL ?? `mqtt://127.0.0.1:${configuration.broker.tcpPort}`,
    cloudUrl: process.env.LARDER_CLOUD_URL ?? `http://127.0.0.1:${configuration.cloud.httpPort}`,
    log,
    tell: (line) => {
      log(line)
      process.send?.({ told: line } satisfies RoomMessage)
    },
  })
  if (process.send) process.send({ ready: room.addresses } satisfies RoomMessage)
  else console.log([`· ${name} runs`, ...Object.entries(room.addresses).map((pair) => pair.join('  '))].join('\n'))
  await stopped
  await room.stop()
  // The channel to the supervisor would keep this process alive.
  if (process.connected) process.disconnect()
  return 0
}

/** Resolves at the first SIGINT or SIGTERM, or when the supervisor's channel closes (it was killed). */
function stopRequested(): Promise<void> {
  return new Promise((resolve) => {
    // A terminal's Ctrl-C reaches the whole process group and npm forwards it again: later ones are the same wish.
    process.on('SIGINT', () => resolve())
    process.on('SIGTERM', () => resolve())
    process.on('disconnect', () => resolve())
  })
}

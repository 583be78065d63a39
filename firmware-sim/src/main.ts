import { setTimeout as sleep } from 'node:timers/promises'
import type { Room, RoomContext } from '@larder/contracts/room'
import { startWorldCamera } from './camera/world-camera.ts'
import { RunningWorld } from './running-world.ts'

/** A long past goes on being filled while the site is already up. */
const patienceMs = 20_000

/** Starts the simulated world: its past through the broker, then its devices on radio and serial lines. */
export async function start(context: RoomContext): Promise<Room> {
  const world = new RunningWorld(context)
  const { filled } = world.start()
  const patience = new AbortController()
  await Promise.race([filled, sleep(patienceMs, undefined, { signal: patience.signal }).catch(() => undefined)])
  patience.abort()
  const camera = await startWorldCamera(context)
  return {
    addresses: { modbusService: world.servicePath },
    async stop() {
      await camera?.stop()
      await world.stop()
    },
  }
}

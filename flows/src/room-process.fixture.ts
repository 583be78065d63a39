import type { RoomContext } from '@larder/contracts/room'
import { start } from './main.ts'

/** The room in its own process, as in production: Node-RED runs once per process. Started by `main.test.ts`. */
process.once('message', async (context: Omit<RoomContext, 'log'>) => {
  const room = await start({ ...context, log: (line) => process.send?.({ log: line }) })
  process.send?.({ ready: room.addresses })
  process.once('message', async () => {
    await room.stop()
    process.disconnect()
  })
})

import { resolve } from 'node:path'
import type { RoomContext } from '@larder/contracts/room'
import { CameraAgent } from './camera-agent.ts'
import { cameraInput } from './camera-input.ts'
import { introduceCamera } from './introduce-camera.ts'

const camera = { name: 'world-door', fps: 5, width: 640, loop: true }

/** The simulated shop's camera, where `world.camera` names a clip to show. People cannot be drawn well enough to be found, so there is none without. */
export async function startWorldCamera({
  brokerUrl,
  configuration,
  dataDirectory,
  log,
}: RoomContext): Promise<{ stop(): Promise<void> } | undefined> {
  const { world, edge } = configuration
  if (world.camera === undefined) return undefined
  const input = cameraInput(resolve(dataDirectory, world.camera))
  if (typeof input === 'string') {
    log(`world.camera: ${input}`)
    return undefined
  }
  const { name } = camera
  const account = await introduceCamera(dataDirectory, { site: edge.site, name })
  const agent = new CameraAgent({ ...camera, ...account, url: brokerUrl, input, site: edge.site, camera: name, log })
  const running = agent.run().catch((error: Error) => log(`world.camera: ${error.message}`))
  return {
    async stop() {
      agent.stop()
      await running
    },
  }
}

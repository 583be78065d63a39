import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { CameraEye } from './camera-eye.ts'
import type { FrameAnswer, FrameQuestion } from './detector-thread.ts'
import { jpegPixels } from './jpeg-pixels.ts'
import { openDetector } from './open-detector.ts'

/** A thread that turns pictures into places of people. It loads no other model, and no picture outlives its turn. */
async function serve(port: MessagePort): Promise<void> {
  const send = (answer: FrameAnswer) => port.postMessage(answer)
  const detector = await openDetector(workerData, (line) => send({ kind: 'log', line }))
  const eyes = new Map<string, CameraEye>()
  port.on('message', async ({ atMs, camera, jpeg }: FrameQuestion) => {
    try {
      const pixels = await jpegPixels(jpeg, detector.input)
      const eye = eyes.get(camera) ?? new CameraEye(detector)
      eyes.set(camera, eye)
      const { detections, looked } = await eye.look(pixels, atMs)
      send({ kind: 'seen', camera, atMs, detections, looked, picture: pixels.picture })
    } catch (error) {
      send({ kind: 'refused', camera, atMs, why: error instanceof Error ? error.message : String(error) })
    }
  })
  send({ kind: 'ready' })
}

// Every module is also imported once outside a thread, to compile it.
if (parentPort) await serve(parentPort)

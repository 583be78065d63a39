import { CameraEye } from './camera-eye.ts'
import type { FrameAnswer, FrameQuestion } from './detector-process.ts'
import { jpegPixels } from './jpeg-pixels.ts'
import { detectorSettings, openDetector } from './open-detector.ts'
import { qualityOf } from './picture-quality.ts'
import { unrecognisable } from './unrecognisable.ts'

/** A process that turns pictures into places of people. It loads no other model, and no picture outlives its turn. */
async function serve(send: (answer: FrameAnswer) => void): Promise<void> {
  const settings = detectorSettings.parse(JSON.parse(process.argv[2] ?? ''))
  const detector = await openDetector(settings, (line) => send({ kind: 'log', line }))
  const eyes = new Map<string, CameraEye>()
  process.on('message', async ({ atMs, camera, jpeg, still }: FrameQuestion) => {
    try {
      const pixels = await jpegPixels(jpeg, detector.input)
      const eye = eyes.get(camera) ?? new CameraEye(detector)
      eyes.set(camera, eye)
      const { detections, looked } = await eye.look(pixels, atMs)
      if (still) {
        // Also who has stood still for long, and is not counted any more, is somebody.
        const everybody = await detector.detect(pixels)
        send({ kind: 'still', camera, jpeg: await unrecognisable(jpeg, everybody, pixels.picture) })
      }
      const quality = qualityOf(pixels, detector.input)
      send({ kind: 'seen', camera, atMs, detections, looked, picture: pixels.picture, quality })
    } catch (error) {
      send({ kind: 'refused', camera, atMs, why: error instanceof Error ? error.message : String(error) })
    }
  })
  // Whoever asked is gone: so is the reason to run.
  process.on('disconnect', () => process.exit())
  send({ kind: 'ready' })
}

// Every module is also imported once by itself, to compile it.
if (import.meta.main && process.send) await serve(process.send.bind(process))

import type { FrameAnswer, FrameQuestion } from './detector-process.ts'

/** Stands for a detector: the picture's first byte says what becomes of it. */
export const behaviours = { answers: 0, crashes: 1, hangs: 2 }

const quality = { brightness: 120, contrast: 50, sharpness: 200, mark: 0 }

if (import.meta.main) {
  const send = (answer: FrameAnswer) => process.send?.(answer)
  process.on('message', ({ atMs, camera, jpeg }: FrameQuestion) => {
    if (jpeg[0] === behaviours.crashes) process.abort()
    if (jpeg[0] === behaviours.hangs) for (;;);
    send({ kind: 'seen', camera, atMs, detections: [], looked: true, picture: { width: 1, height: 1 }, quality })
  })
  process.on('disconnect', () => process.exit())
  send({ kind: 'ready' })
}

import { parentPort } from 'node:worker_threads'
import type { FrameAnswer, FrameQuestion } from './detector-thread.ts'

/** Stands for a detector: the picture's first byte says what becomes of it. */
export const behaviours = { answers: 0, crashes: 1, hangs: 2 }

const send = (answer: FrameAnswer) => parentPort?.postMessage(answer)

parentPort?.on('message', ({ atMs, camera, jpeg }: FrameQuestion) => {
  if (jpeg[0] === behaviours.crashes) throw new Error('out of memory')
  if (jpeg[0] === behaviours.hangs) for (;;);
  send({ kind: 'seen', camera, atMs, detections: [], looked: true, picture: { width: 1, height: 1 } })
})
send({ kind: 'ready' })

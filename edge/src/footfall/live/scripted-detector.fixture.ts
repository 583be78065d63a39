import type { Detection } from '../box.ts'
import type { FrameAnswer, FrameQuestion } from '../detection/detector-process.ts'

/** What a test's "picture" says: whom the detector sees in it, or what becomes of the detector. */
export interface Script {
  people?: Omit<Detection, 'score'>[]
  fails?: 'crashes' | 'hangs' | 'refuses'
}

export const pictureOf = (script: Script): Buffer => Buffer.from(JSON.stringify(script))

let mark = 0

if (import.meta.main) {
  const send = (answer: FrameAnswer) => process.send?.(answer)
  process.on('message', ({ atMs, camera, jpeg, still }: FrameQuestion) => {
    const { fails, people = [] } = JSON.parse(Buffer.from(jpeg).toString()) as Script
    if (fails === 'crashes') process.abort()
    if (fails === 'hangs') for (;;);
    // Told after the answer, so that a test may wait for it.
    const finish = (answer: FrameAnswer) => {
      send(answer)
      send({ kind: 'log', line: `done ${camera} ${atMs}` })
    }
    if (fails === 'refuses') return finish({ kind: 'refused', camera, atMs, why: 'not a JPEG picture' })
    if (still) send({ kind: 'still', camera, jpeg: Buffer.from('a still') })
    const detections = people.map((box) => ({ ...box, score: 0.9 }))
    const quality = { brightness: 120, contrast: 45, sharpness: 200, mark: mark++ }
    return finish({
      kind: 'seen',
      camera,
      atMs,
      detections,
      looked: true,
      picture: { width: 640, height: 480 },
      quality,
    })
  })
  process.on('disconnect', () => process.exit())
  send({ kind: 'ready' })
}

import { afterEach, expect, test } from 'vitest'
import { DetectorProcess, type FrameAnswer } from './detector-process.ts'
import { behaviours } from './failing-detector.fixture.ts'
import { FrameQueue } from './frame-queue.ts'
import { usualDetector } from './open-detector.ts'

const program = new URL('./failing-detector.fixture.ts', import.meta.url)
const frame = (behaviour: keyof typeof behaviours, atMs: number) => ({
  camera: 'door',
  jpeg: Uint8Array.of(behaviours[behaviour]),
  atMs,
})

let running: DetectorProcess | undefined
afterEach(() => running?.stop())

/** Resolves with the answers once `count` pictures were seen. */
function seeing(count: number, offer: (detector: DetectorProcess) => void): Promise<FrameAnswer[]> {
  return new Promise((resolve) => {
    const answers: FrameAnswer[] = []
    const detector = new DetectorProcess(
      { detector: usualDetector, program, longestMs: 1000, restartMs: 1 },
      (answer) => {
        answers.push(answer)
        if (answers.filter(({ kind }) => kind === 'seen').length === count) resolve(answers)
      },
    )
    running = detector
    detector.start()
    offer(detector)
  })
}

test('a full queue drops the oldest picture and counts it for its camera', () => {
  const queue = new FrameQueue(2)
  for (const atMs of [1, 2, 3, 4]) queue.add(frame('answers', atMs))
  expect(queue.take()?.atMs).toBe(3)
  expect(queue.take()?.atMs).toBe(4)
  expect(queue.take()).toBeUndefined()
  expect([queue.droppedOf('door'), queue.droppedOf('till')]).toEqual([2, 0])
})

test('cameras take turns, and a flood of one drops nothing of another', () => {
  const queue = new FrameQueue(2)
  for (const atMs of [1, 2, 3, 4]) queue.add({ ...frame('answers', atMs), camera: 'flooding' })
  queue.add(frame('answers', 5))
  expect([queue.take()?.camera, queue.take()?.camera, queue.take()?.camera]).toEqual(['flooding', 'door', 'flooding'])
  expect(queue.droppedOf('door')).toBe(0)
})

test('a flood leaves the newest pictures, in order', async () => {
  const answers = await seeing(4, (detector) => {
    for (let atMs = 1; atMs <= 100; atMs++) detector.offer(frame('answers', atMs))
  })
  expect(answers.map((answer) => 'atMs' in answer && answer.atMs)).toEqual([97, 98, 99, 100])
  expect(running?.droppedOf('door')).toBe(96)
  expect(running?.counts).toEqual({ lost: 0, restarts: 0 })
})

test.each(['crashes', 'hangs'] as const)('a process that %s is replaced and the next picture is seen', async (how) => {
  const answers = await seeing(2, (detector) => {
    detector.offer(frame('answers', 1))
    detector.offer(frame(how, 2))
    detector.offer(frame('answers', 3))
  })
  expect(answers.filter(({ kind }) => kind === 'seen')).toMatchObject([{ atMs: 1 }, { atMs: 3 }])
  expect(running?.counts).toEqual({ lost: 1, restarts: 1 })
})

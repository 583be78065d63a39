import { expect, test } from 'vitest'
import { CameraHealth } from './camera-health.ts'

const picture = { width: 640, height: 480 }
const clear = { brightness: 120, contrast: 45, sharpness: 200 }
const none = { dropped: 0, restarts: 0 }

/** So many seconds of pictures with such a quality, from `fromMs`; each is another one unless `frozen`. */
function show(
  health: CameraHealth,
  fromMs: number,
  seconds: number,
  { quality = clear, fps = 5, frozen = false } = {},
): number {
  const untilMs = fromMs + seconds * 1000
  for (let atMs = fromMs; atMs < untilMs; atMs += 1000 / fps) {
    health.arrived(atMs)
    health.looked(atMs, picture, { ...quality, mark: frozen ? 7 : atMs })
  }
  return untilMs
}

test('a camera starts, counts, and says how many pictures a second come', () => {
  const health = new CameraHealth(4, 0)
  expect(health.status(1000, none)).toMatchObject({ state: 'starting', faults: [] })
  const nowMs = show(health, 1000, 20)
  expect(health.status(nowMs, none)).toMatchObject({ state: 'counting', faults: [], framesPerSecond: 5, picture })
  expect(health.counts(nowMs)).toBe(true)
})

test('fewer than four pictures a second are slow', () => {
  const health = new CameraHealth(4, 0)
  const nowMs = show(health, 0, 20, { fps: 3 })
  expect(health.status(nowMs, none)).toMatchObject({ state: 'degraded', faults: ['slow'], framesPerSecond: 3 })
})

test('ten seconds of silence are a loss, also for a camera that never came', () => {
  const health = new CameraHealth(4, 0)
  expect(health.status(10_000, none)).toMatchObject({ state: 'lost', faults: ['lost'], lastFrameAtMs: null })
  const nowMs = show(health, 10_000, 20)
  expect(health.counts(nowMs + 9000)).toBe(true)
  expect(health.status(nowMs + 10_000, none)).toMatchObject({ state: 'lost', faults: ['lost'], framesPerSecond: 0 })
  expect(health.counts(nowMs + 10_000)).toBe(false)
})

test.each([
  ['covered', { brightness: 90, contrast: 2, sharpness: 6 }, 'lost'],
  ['covered', { brightness: 3, contrast: 1, sharpness: 1 }, 'lost'],
  ['dark', { brightness: 12, contrast: 4.7, sharpness: 2.7 }, 'degraded'],
  ['blurred', { brightness: 127, contrast: 44, sharpness: 8 }, 'degraded'],
] as const)('a %s picture is told when it lasts, and no longer than it lasts', (fault, quality, state) => {
  const health = new CameraHealth(4, 0)
  const clearMs = show(health, 0, 20)
  expect(health.faults(show(health, clearMs, 2, { quality }))).toEqual([])
  const poorMs = show(health, clearMs + 2000, 4, { quality })
  expect(health.status(poorMs, none)).toMatchObject({ state, faults: [fault] })
  expect(health.faults(show(health, poorMs, 1))).toEqual([])
})

test('a third of the light is neither dark nor blurred', () => {
  const health = new CameraHealth(4, 0)
  const quality = { brightness: 38, contrast: 14, sharpness: 21 }
  expect(health.faults(show(health, 0, 20, { quality }))).toEqual([])
})

test('the same picture for a minute is frozen', () => {
  const health = new CameraHealth(4, 0)
  expect(health.faults(show(health, 0, 55, { frozen: true }))).toEqual([])
  expect(health.status(show(health, 55_000, 10, { frozen: true }), none)).toMatchObject({
    state: 'lost',
    faults: ['frozen'],
  })
})

test('pictures that cannot be read are counted, and a loss when no good one comes', () => {
  const health = new CameraHealth(4, 0)
  const nowMs = show(health, 0, 20)
  for (let atMs = nowMs; atMs <= nowMs + 4000; atMs += 200) {
    health.arrived(atMs)
    health.refused(atMs, 'not a JPEG picture')
  }
  const status = health.status(nowMs + 4000, none)
  expect(status).toMatchObject({ state: 'lost', refused: 21, refusal: 'not a JPEG picture' })
  expect(status.faults).toContain('refused')
  expect(health.counts(show(health, nowMs + 4000, 5))).toBe(true)
})

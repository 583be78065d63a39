import type { Box } from '../box.ts'
import { intersectionArea } from '../box.ts'
import type { MotRow } from '../mot-file.ts'

/** How a simulated street and its detector behave; every street varies them around this. */
export interface StreetOptions {
  seed: number
  pictures: number
  fps: number
}

export interface Street {
  truth: MotRow[]
  detections: MotRow[]
  fps: number
}

interface Walker {
  id: number
  /** Place of the feet and height, px, and what they change by per second. */
  x: number
  y: number
  dx: number
  dy: number
  gaitHz: number
  gaitPhase: number
  build: number
  fromSecond: number
  /** Steps off the straight and even way, px, and how fast they change. */
  strayX: number
  strayY: number
  strayDx: number
  strayDy: number
  /** Slow noise of the detector on this person, −∞ … ∞, and of the box's size. */
  luck: number
  sizeError: number
  xError: number
  yError: number
}

const picture = { width: 640, height: 480 }

/**
 * A pavement seen from the side at 640×480: people of 100 to 350 px go both ways, some in pairs, and hide each other. The
 * detector misses the hidden, errs slowly and quickly in place and size, knows one shape of box, sees some people twice and
 * some that are not there, and scores on a scale of its own.
 */
export function street({ fps, pictures, seed }: StreetOptions): Street {
  const random = seeded(seed)
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const between = (low: number, high: number) => low + (high - low) * random()
  const scene = {
    near: between(330, 470),
    far: between(200, 330),
    nearHeight: between(200, 350),
    farHeight: between(100, 180),
    sight: between(0.82, 0.97),
    sizeNoise: between(0.02, 0.07),
    sizeDrift: between(0.06, 0.13),
    /** Detectors' boxes are systematically taller or wider than those drawn by hand. */
    tallness: between(0.93, 1.13),
    wideness: between(0.36, 0.47),
    placeNoise: between(0.012, 0.04),
    falsePerPicture: between(0.1, 0.7),
    duplicates: between(0.02, 0.1),
    scoreScale: 10 ** between(-1, 2),
    scoreShift: between(-1, 1),
    crowd: between(0.5, 1.3),
    unsteady: between(0.04, 0.14),
    scoreSpread: between(0.4, 1),
  }
  const heightAt = (y: number) =>
    scene.farHeight + ((y - scene.far) / (scene.near - scene.far)) * (scene.nearHeight - scene.farHeight)
  const seconds = pictures / fps
  const walkers: Walker[] = []
  const walker = (fromSecond: number, side: -1 | 1, x: number, y: number, speed: number, drift: number): void => {
    const height = heightAt(y)
    walkers.push({
      id: walkers.length + 1,
      x,
      y,
      dx: side * speed * height,
      dy: drift * height,
      gaitHz: between(0.8, 1.1) * 2 * speed ** 0.5,
      gaitPhase: random(),
      build: between(0.93, 1.07),
      fromSecond,
      strayX: 0,
      strayY: 0,
      strayDx: 0,
      strayDy: 0,
      luck: normal(),
      sizeError: normal(),
      xError: normal(),
      yError: normal(),
    })
  }
  for (let at = -12; at < seconds; at += between(0.3, 2) / scene.crowd) {
    const side = random() < 0.5 ? -1 : 1
    const y = between(scene.far, scene.near)
    const speed = Math.max(0.3, 0.72 + 0.18 * normal())
    const drift = 0.06 * normal()
    const x = side > 0 ? -40 : picture.width + 40
    walker(at, side, x, y, speed, drift)
    if (random() < 0.25)
      walker(at, side, x - side * heightAt(y) * between(0.2, 0.45), y + between(-14, 14), speed, drift)
  }
  const places = Array.from({ length: Math.floor(between(0, 3)) }, () => ({
    x: between(0, 600),
    y: between(scene.far, scene.near),
    rate: between(0.05, 0.35),
  }))
  const truth: MotRow[] = []
  const detections: MotRow[] = []
  const row = (frame: number, id: number, box: Box, confidence: number): MotRow => ({
    frame,
    id,
    ...box,
    confidence,
    kind: undefined,
  })
  const remembered = (old: number, seconds: number) =>
    old * Math.exp(-1 / fps / seconds) + normal() * Math.sqrt(1 - Math.exp(-2 / fps / seconds))
  for (let frame = 1; frame <= pictures; frame++) {
    const now = (frame - 1) / fps
    const present = walkers
      .filter(({ fromSecond }) => fromSecond <= now)
      .map((one) => {
        const age = now - one.fromSecond
        const y = one.y + one.dy * age + one.strayY
        const height = heightAt(y) * one.build
        const swing = Math.abs(Math.sin(2 * Math.PI * (one.gaitPhase + (one.gaitHz / 2) * age)))
        const width = height * (0.3 + 0.17 * swing)
        return {
          one,
          depth: y,
          box: { x: one.x + one.dx * age + one.strayX - width / 2, y: y - height, width, height },
        }
      })
      .filter(({ box }) => box.height > 60 && box.x + box.width / 2 > 0 && box.x + box.width / 2 < picture.width)
      .sort((a, b) => b.depth - a.depth)
    const seen: { box: Box; score: number }[] = []
    for (const [index, { box, one }] of present.entries()) {
      truth.push(row(frame, one.id, box, 1))
      one.strayDx = remembered(one.strayDx, 1)
      one.strayDy = remembered(one.strayDy, 1)
      one.strayX += (one.strayDx * scene.unsteady * box.height) / fps
      one.strayY += (one.strayDy * scene.unsteady * 0.3 * box.height) / fps
      one.luck = remembered(one.luck, 0.3)
      one.sizeError = remembered(one.sizeError, 0.25)
      one.xError = remembered(one.xError, 0.2)
      one.yError = remembered(one.yError, 0.3)
      const body = { ...box, x: box.x + box.width * 0.2, width: box.width * 0.6 }
      const inFrame = intersectionArea(box, { x: 0, y: 0, ...picture }) / (box.width * box.height)
      const hidden = Math.min(
        1,
        present.slice(0, index).reduce((sum, { box: other }) => {
          const front = { ...other, x: other.x + other.width * 0.15, width: other.width * 0.7 }
          return sum + intersectionArea(body, front) / (body.width * body.height)
        }, 0),
      )
      const visible = (1 - hidden) * Math.max(0, (inFrame - 0.6) / 0.4)
      const ease = 4.5 * (visible - 0.62) + 0.75 * one.luck + 0.45 * normal() + 2 * (scene.sight - 0.9)
      if (ease < 0) continue
      const scale =
        2 ** (Math.round(8 * (scene.sizeDrift * one.sizeError + scene.sizeNoise * normal() * 1.5) * 1.4) / 8)
      const height = box.height * scale * scene.tallness
      const width = height * scene.wideness
      const cx =
        box.x +
        box.width / 2 +
        box.height * (0.02 * one.xError + scene.placeNoise * normal() + 0.03 * hidden * normal())
      const cy = box.y + box.height / 2 + box.height * (0.025 * one.yError + scene.placeNoise * normal())
      const found = { x: cx - width / 2, y: cy - height / 2, width, height }
      const score = 1.2 + ease * 0.9 + scene.scoreSpread * normal()
      seen.push({ box: found, score })
      if (random() < scene.duplicates) {
        const other = 2 ** between(-0.45, 0.45)
        const twin = { width: width * other, height: height * other }
        seen.push({
          box: {
            x: cx - twin.width / 2 + 0.05 * height * normal(),
            y: cy - twin.height / 2 + 0.05 * height * normal(),
            ...twin,
          },
          score: score - between(0, 1.5),
        })
      }
    }
    const mistake = (x: number, y: number) => {
      const height = heightAt(y) * 2 ** (0.3 * normal())
      seen.push({ box: { x, y: y - height, width: height * scene.wideness, height }, score: 0.5 + 0.8 * normal() })
    }
    for (let left = scene.falsePerPicture; random() < left; left--) {
      mistake(between(-20, 620), between(scene.far - 30, scene.near + 10))
    }
    for (const { rate, x, y } of places) if (random() < rate) mistake(x + 4 * normal(), y + 4 * normal())
    for (const { box, score } of seen) {
      if (score > 0) detections.push(row(frame, -1, box, scene.scoreShift + score * scene.scoreScale))
    }
  }
  return { truth, detections, fps }
}

/** mulberry32 (Tommy Ettinger, public domain): uniform on [0, 1). */
function seeded(seed: number): () => number {
  let state = (seed * 7919) >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

import { describe, expect, it } from 'vitest'
import { extended, linesByAge, type TrailPoint, trailMs } from './trail.ts'

const minute = 60_000
const nowMs = 10 * trailMs
const at = (minutesAgo: number): TrailPoint => ({
  atMs: nowMs - minutesAgo * minute,
  latitude: 31 + minutesAgo / 1000,
  longitude: 121,
})

describe('a trail', () => {
  it('grows by newer points and forgets what lies beyond its reach', () => {
    const trail = extended([at(181), at(100), at(1)], at(0))
    expect(trail).toEqual([at(100), at(1), at(0)])
  })

  it('stays the same object when a point is older, or hardly newer, than its last', () => {
    const trail = [at(2), at(1)]
    expect(extended(trail, at(1.5))).toBe(trail)
    expect(extended(trail, { ...at(1), atMs: at(1).atMs + 1000 })).toBe(trail)
  })

  it('stays bounded when a truck reports every second for a day', () => {
    let trail: readonly TrailPoint[] = []
    for (let second = 0; second < 86_400; second++) trail = extended(trail, { ...at(0), atMs: second * 1000 })
    expect(trail.length).toBeLessThanOrEqual(1081)
  })
})

describe('the lines of a trail', () => {
  it('are stronger the newer they are, without a seam', () => {
    const points = [at(80), at(70), at(58), at(45), at(32), at(19), at(5), at(0)]
    const { old, aged, new: newest } = linesByAge(points, nowMs)
    expect(old).toEqual([[at(80), at(70)]])
    expect(aged).toEqual([[at(70), at(58), at(45), at(32)]])
    expect(newest).toEqual([[at(32), at(19), at(5), at(0)]])
  })

  it('leave a silence open', () => {
    expect(linesByAge([at(58), at(50), at(30), at(25)], nowMs).aged).toEqual([
      [at(58), at(50)],
      [at(30), at(25)],
    ])
  })

  it('are none for a single point', () => {
    expect(linesByAge([at(0)], nowMs)).toEqual({ new: [], aged: [], old: [] })
  })
})

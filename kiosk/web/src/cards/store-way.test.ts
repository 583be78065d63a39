import type { StoreRecord } from '@larder/contracts/shop'
import { metresOf, type Place, routeTo } from '@larder/contracts/store-way'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plan } from '../../test/store-plan.ts'

type Plan = NonNullable<StoreRecord['plan']>

const crosses = ({ shelves }: Plan, from: Place, to: Place, target: string): boolean =>
  shelves.some(
    (shelf) =>
      shelf.id !== target &&
      Array.from({ length: 101 }, (_, step) => step / 100).some((share) => {
        const x = from.x + (to.x - from.x) * share
        const y = from.y + (to.y - from.y) * share
        return x > shelf.x && x < shelf.x + shelf.width && y > shelf.y && y < shelf.y + shelf.depth
      }),
  )

describe('the way to a shelf', () => {
  it('leads from the kiosk to every shelf, around all the others', () => {
    for (const shelf of plan.shelves) {
      const way = routeTo(plan, shelf)
      expect(way[0]).toEqual(plan.kiosk)
      way.slice(1).forEach((place, index) => {
        expect(crosses(plan, way[index] as Place, place, shelf.id)).toBe(false)
      })
    }
  })

  it('is straight where nothing stands between', () => {
    const open: Plan = { ...plan, shelves: plan.shelves.filter(({ id }) => id === 'A1') }
    const [shelf] = open.shelves
    if (shelf === undefined) throw new Error('the plan has lost its shelf')
    const way = routeTo(open, shelf)
    expect(way.length).toBeLessThanOrEqual(3)
    expect(metresOf(way)).toBeCloseTo(Math.hypot(17 - 7, 12.5 - 1.8), 0)
  })

  it('is empty where walls of shelves leave none', () => {
    const wall = { id: 'wall', label: { zh: '墙', en: 'Wall' }, x: 0, y: 6, width: 24, depth: 1 }
    const shut: Plan = { ...plan, shelves: [...plan.shelves.filter(({ id }) => id === 'A1'), wall] }
    expect(routeTo(shut, plan.shelves[0] as Plan['shelves'][number])).toEqual([])
  })

  it('ends for any plan', () => {
    const metres = fc.double({ min: 0, max: 30, noNaN: true })
    fc.assert(
      fc.property(metres, metres, metres, metres, (x, y, width, depth) => {
        const shelf = { id: 's', label: { zh: '架', en: 'Shelf' }, x, y, width, depth }
        const way = routeTo({ ...plan, shelves: [shelf] }, shelf)
        expect(way.every((place) => Number.isFinite(place.x + place.y))).toBe(true)
      }),
      { numRuns: 60 },
    )
  })
})

import type { StoreRecord } from './shop.ts'

type Plan = NonNullable<StoreRecord['plan']>
type Shelf = Plan['shelves'][number]
export interface Place {
  x: number
  y: number
}

/** Of the grid the way is looked for on: half of a narrow aisle. */
const cellMetres = 0.5
/** What a person keeps from a shelf. */
const clearMetres = 0.3

/** The length of a way, in metres. */
export const metresOf = (way: readonly Place[]): number =>
  way.slice(1).reduce((sum, place, index) => sum + distance(way[index] ?? place, place), 0)

/** From the kiosk to the nearest free place at the shelf, around the other shelves; empty where no way leads. */
export function routeTo(plan: Plan, target: Shelf): Place[] {
  const columns = Math.ceil(plan.width / cellMetres)
  const rows = Math.ceil(plan.depth / cellMetres)
  const centre = (cell: number): Place => ({
    x: ((cell % columns) + 0.5) * cellMetres,
    y: (Math.floor(cell / columns) + 0.5) * cellMetres,
  })
  const cellAt = ({ x, y }: Place): number =>
    Math.min(rows - 1, Math.floor(y / cellMetres)) * columns + Math.min(columns - 1, Math.floor(x / cellMetres))
  const blocked = Array.from({ length: columns * rows }, (_, cell) =>
    plan.shelves.some((shelf) => within(shelf, centre(cell), clearMetres)),
  )
  const start = cellAt(plan.kiosk)
  const arrived = (cell: number): boolean => within(target, centre(cell), cellMetres + clearMetres)

  // Every step in the four directions costs the same, so the first arrival is the shortest.
  const cameFrom = new Map<number, number>([[start, start]])
  const waiting = [start]
  for (const cell of waiting) {
    if (arrived(cell) && !blocked[cell]) {
      const way = straightened(wayBack(cell, cameFrom, centre), plan)
      return [...way, nearestOf(target, way.at(-1) ?? plan.kiosk)]
    }
    for (const next of neighbours(cell, columns, rows)) {
      if (cameFrom.has(next) || blocked[next]) continue
      cameFrom.set(next, cell)
      waiting.push(next)
    }
  }
  return []
}

const distance = (a: Place, b: Place): number => Math.hypot(a.x - b.x, a.y - b.y)

const within = (shelf: Shelf, { x, y }: Place, margin: number): boolean =>
  x > shelf.x - margin &&
  x < shelf.x + shelf.width + margin &&
  y > shelf.y - margin &&
  y < shelf.y + shelf.depth + margin

/** The place of the shelf's edge that is reached first. */
const nearestOf = (shelf: Shelf, { x, y }: Place): Place => ({
  x: Math.min(shelf.x + shelf.width, Math.max(shelf.x, x)),
  y: Math.min(shelf.y + shelf.depth, Math.max(shelf.y, y)),
})

const neighbours = (cell: number, columns: number, rows: number): number[] => {
  const column = cell % columns
  return [
    ...(column > 0 ? [cell - 1] : []),
    ...(column < columns - 1 ? [cell + 1] : []),
    ...(cell >= columns ? [cell - columns] : []),
    ...(cell < columns * (rows - 1) ? [cell + columns] : []),
  ]
}

function wayBack(end: number, cameFrom: Map<number, number>, centre: (cell: number) => Place): Place[] {
  const way = [centre(end)]
  for (let cell = end; cameFrom.get(cell) !== cell; ) {
    cell = cameFrom.get(cell) ?? cell
    way.unshift(centre(cell))
  }
  return way
}

/** Steps between two places that see each other are left out: people walk straight. */
function straightened(way: Place[], plan: Plan): Place[] {
  const bends: Place[] = [plan.kiosk]
  for (let index = 1; index < way.length; index++) {
    const from = bends.at(-1)
    const next = way[index + 1]
    const here = way[index]
    if (from === undefined || here === undefined) break
    if (next === undefined || !seen(from, next, plan)) bends.push(here)
  }
  return bends
}

function seen(from: Place, to: Place, plan: Plan): boolean {
  const steps = Math.ceil(distance(from, to) / (cellMetres / 4))
  for (let step = 0; step <= steps; step++) {
    const share = steps === 0 ? 0 : step / steps
    const place = { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }
    if (plan.shelves.some((shelf) => within(shelf, place, clearMetres))) return false
  }
  return true
}

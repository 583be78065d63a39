import { type Crossing, type Line, LineWatch } from '../counting/line.ts'
import { personOf } from '../counting/place.ts'
import type { Walk } from '../tracking/refine.ts'

/** Who crossed the lines in a recording, in order of time. */
export function crossingsOf(walks: readonly Walk[], timesMs: readonly number[], lines: readonly Line[]): Crossing[] {
  const crossings = walks.flatMap(({ boxes, picture }, index) => {
    const watches = lines.map((line) => new LineWatch(line))
    return boxes.flatMap((box, step) =>
      watches.flatMap((watch) => watch.see(personOf(index + 1, box), timesMs[picture + step] as number) ?? []),
    )
  })
  return crossings.sort((a, b) => a.atMs - b.atMs)
}

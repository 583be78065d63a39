/**
 * A lot that comes from itself, or undefined: depth first over what each lot is made into.
 * @returns a way that leads from the lot back to itself
 */
export function cycleIn(madeInto: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>()
  for (const start of madeInto.keys()) {
    if (done.has(start)) continue
    const way: { lot: string; next: Iterator<string> }[] = []
    const onWay = new Set<string>()
    const enter = (lot: string) => {
      onWay.add(lot)
      way.push({ lot, next: (madeInto.get(lot) ?? []).values() })
    }
    enter(start)
    for (let here = way.at(-1); here !== undefined; here = way.at(-1)) {
      const { value: next, done: last } = here.next.next()
      if (last === true) {
        done.add(here.lot)
        onWay.delete(here.lot)
        way.pop()
      } else if (onWay.has(next)) {
        const lots = way.map(({ lot }) => lot)
        return [...lots.slice(lots.indexOf(next)), next]
      } else if (!done.has(next)) enter(next)
    }
  }
  return undefined
}

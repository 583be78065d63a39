/** Ids per statement: few enough for SQLite's parameters, enough that a wide level of a graph is a few questions. */
const chunkIds = 500

/** Asks about many ids, some at a time, one after the other. */
export async function inChunks<T>(
  ids: readonly string[],
  ask: (chunk: readonly string[]) => Promise<readonly T[]>,
): Promise<T[]> {
  const found: T[] = []
  for (let start = 0; start < ids.length; start += chunkIds) {
    for (const one of await ask(ids.slice(start, start + chunkIds))) found.push(one)
  }
  return found
}

/**
 * Pairs rows with columns at the least total cost, each used at most once, by shortest augmenting paths (Jonker and
 * Volgenant 1987): O(rows² · columns). As many pairs as the smaller side has; an impossible pair costs a large finite
 * number, never Infinity, and is dropped by the caller.
 * @param costs one array per row, all of one length
 * @returns for each row its column, or -1 where there are more rows than columns
 */
export function assign(costs: readonly (readonly number[])[]): number[] {
  const rows = costs.length
  const columns = costs[0]?.length ?? 0
  if (rows > columns) {
    const byColumn = assign(Array.from({ length: columns }, (_, column) => costs.map((row) => row[column] as number)))
    const byRow = new Array<number>(rows).fill(-1)
    for (const [column, row] of byColumn.entries()) byRow[row] = column
    return byRow
  }
  // Rows and columns count from 1; column 0 holds the row being placed.
  const rowPotential = new Float64Array(rows + 1)
  const columnPotential = new Float64Array(columns + 1)
  const rowOf = new Int32Array(columns + 1)
  const before = new Int32Array(columns + 1)
  for (let row = 1; row <= rows; row++) {
    rowOf[0] = row
    const least = new Float64Array(columns + 1).fill(Number.POSITIVE_INFINITY)
    const visited = new Uint8Array(columns + 1)
    let column = 0
    do {
      visited[column] = 1
      const placed = rowOf[column] as number
      const line = costs[placed - 1] as readonly number[]
      let step = Number.POSITIVE_INFINITY
      let next = 0
      for (let other = 1; other <= columns; other++) {
        if (visited[other]) continue
        const reduced =
          (line[other - 1] as number) - (rowPotential[placed] as number) - (columnPotential[other] as number)
        if (reduced < (least[other] as number)) {
          least[other] = reduced
          before[other] = column
        }
        if ((least[other] as number) < step) {
          step = least[other] as number
          next = other
        }
      }
      for (let other = 0; other <= columns; other++) {
        if (visited[other]) {
          rowPotential[rowOf[other] as number] = (rowPotential[rowOf[other] as number] as number) + step
          columnPotential[other] = (columnPotential[other] as number) - step
        } else least[other] = (least[other] as number) - step
      }
      column = next
    } while (rowOf[column] !== 0)
    while (column !== 0) {
      const previous = before[column] as number
      rowOf[column] = rowOf[previous] as number
      column = previous
    }
  }
  const columnOf = new Array<number>(rows).fill(-1)
  for (let column = 1; column <= columns; column++) {
    const row = rowOf[column] as number
    if (row > 0) columnOf[row - 1] = column - 1
  }
  return columnOf
}

/** As many pairs as are allowed, and among those the cheapest: a cost of null forbids a pair. */
export function assignAllowed(costs: readonly (readonly (number | null)[])[]): [row: number, column: number][] {
  const dearest = costs.flat().reduce<number>((most, cost) => Math.max(most, Math.abs(cost ?? 0)), 0)
  const forbidden = (dearest + 1) * 2 * (Math.min(costs.length, costs[0]?.length ?? 0) + 1)
  const columnOf = assign(costs.map((row) => row.map((cost) => cost ?? forbidden)))
  return [...columnOf.entries()].filter(([row, column]) => column >= 0 && costs[row]?.[column] !== null)
}

export interface Edge {
  row: number
  column: number
  cost: number
}

/**
 * The same for few allowed pairs among many rows and columns: pairs that share neither row nor column, not even through
 * others, are settled apart, so that an hour's thousands of paths cost no more than its crowded moments.
 */
export function assignSparse(edges: readonly Edge[]): [row: number, column: number][] {
  const groupOf = new Map<string, Edge[]>()
  for (const edge of edges) {
    const touched = new Set([groupOf.get(`row ${edge.row}`), groupOf.get(`column ${edge.column}`)])
    const group = [...touched].flatMap((one) => one ?? []).concat(edge)
    for (const { column, row } of group) {
      groupOf.set(`row ${row}`, group)
      groupOf.set(`column ${column}`, group)
    }
  }
  const groups = [...new Set(groupOf.values())]
  return groups.flatMap((group) => {
    const rows = [...new Set(group.map(({ row }) => row))]
    const columns = [...new Set(group.map(({ column }) => column))]
    const costs = rows.map((row) =>
      columns.map((column) => group.find((edge) => edge.row === row && edge.column === column)?.cost ?? null),
    )
    return assignAllowed(costs).map(([row, column]): [number, number] => [
      rows[row] as number,
      columns[column] as number,
    ])
  })
}

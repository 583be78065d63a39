import { logitOf, sigmoid } from './metrics.ts'

/** A tree in arrays: node i sends to `left[i]` what is at most `cut[i]` in `feature[i]`; a leaf has feature −1. */
export interface Tree {
  feature: number[]
  cut: number[]
  left: number[]
  right: number[]
  /** What a case that ended here would be given; inner nodes have one too, from which contributions are told. */
  value: number[]
}

export interface Trees {
  base: number
  trees: Tree[]
}

export interface TreesOptions {
  rounds: number
  depth: number
  rate: number
  /** A leaf holds at least this many cases. */
  leafCases: number
  /** L2 on leaf values. */
  penalty: number
}

export const defaultTrees: TreesOptions = { rounds: 300, depth: 3, rate: 0.06, leafCases: 20, penalty: 3 }
const bins = 32

/**
 * Gradient boosting of the log loss with Newton leaves on quantile bins (Friedman 2001; Chen and Guestrin 2016 §2.2).
 * `stop` is asked after each round with the trees so far, and ends the boosting.
 */
export function fitTrees(
  rows: readonly Float64Array[],
  outcomes: readonly boolean[],
  options: TreesOptions,
  stop: (soFar: Trees) => boolean,
): Trees {
  const width = rows[0]?.length ?? 0
  const edges = Array.from({ length: width }, (_, feature) => edgesOf(rows, feature))
  const binned = edges.map((cuts, feature) => Uint8Array.from(rows, (row) => binOf(cuts, row[feature] as number)))
  const base = logitOf(outcomes.filter(Boolean).length / outcomes.length)
  const logits = new Float64Array(rows.length).fill(base)
  const found: Trees = { base, trees: [] }
  while (found.trees.length < options.rounds) {
    const gradient = logits.map((logit, index) => (outcomes[index] ? 1 : 0) - sigmoid(logit))
    const curvature = logits.map((logit) => sigmoid(logit) * (1 - sigmoid(logit)))
    const tree = new Growing(binned, edges, gradient, curvature, options).grow(rows.length)
    found.trees.push(tree)
    rows.forEach((row, index) => {
      logits[index] = (logits[index] as number) + (tree.value[leafOf(tree, row)] as number)
    })
    if (stop(found)) break
  }
  return found
}

export const treesRaw = ({ base, trees }: Trees, row: Float64Array): number =>
  trees.reduce((sum, tree) => sum + (tree.value[leafOf(tree, row)] as number), base)

/** Adds to each feature what the splits on it changed along the case's path (Saabas): with the rest it sums to the score. */
export function treesContributions({ trees }: Trees, row: Float64Array, add: (feature: number, value: number) => void) {
  for (const tree of trees) {
    let node = 0
    while ((tree.feature[node] as number) >= 0) {
      const next = nextOf(tree, node, row)
      add(tree.feature[node] as number, (tree.value[next] as number) - (tree.value[node] as number))
      node = next
    }
  }
}

const nextOf = (tree: Tree, node: number, row: Float64Array): number =>
  ((row[tree.feature[node] as number] as number) <= (tree.cut[node] as number)
    ? tree.left[node]
    : tree.right[node]) as number

function leafOf(tree: Tree, row: Float64Array): number {
  let node = 0
  while ((tree.feature[node] as number) >= 0) node = nextOf(tree, node, row)
  return node
}

function edgesOf(rows: readonly Float64Array[], feature: number): number[] {
  const values = Float64Array.from(rows, (row) => row[feature] as number).sort()
  const cuts = Array.from({ length: bins - 1 }, (_, bin) => values[Math.floor(((bin + 1) * values.length) / bins)])
  return [...new Set(cuts as number[])].filter((cut) => cut < (values.at(-1) as number))
}

function binOf(cuts: readonly number[], value: number): number {
  let bin = 0
  while (bin < cuts.length && value > (cuts[bin] as number)) bin += 1
  return bin
}

interface Split {
  feature: number
  bin: number
  gain: number
}

/** One tree while it grows. */
class Growing {
  readonly #binned: readonly Uint8Array[]
  readonly #edges: readonly number[][]
  readonly #gradient: Float64Array
  readonly #curvature: Float64Array
  readonly #options: TreesOptions
  readonly #tree: Tree = { feature: [], cut: [], left: [], right: [], value: [] }

  constructor(
    binned: readonly Uint8Array[],
    edges: readonly number[][],
    gradient: Float64Array,
    curvature: Float64Array,
    options: TreesOptions,
  ) {
    this.#binned = binned
    this.#edges = edges
    this.#gradient = gradient
    this.#curvature = curvature
    this.#options = options
  }

  grow(cases: number): Tree {
    this.#node(
      Uint32Array.from({ length: cases }, (_, index) => index),
      0,
    )
    return this.#tree
  }

  #node(members: Uint32Array, depth: number): number {
    const node = this.#tree.feature.length
    const { penalty, rate } = this.#options
    let gradient = 0
    let curvature = 0
    for (const index of members) {
      gradient += this.#gradient[index] as number
      curvature += this.#curvature[index] as number
    }
    const { feature, cut, left, right, value } = this.#tree
    feature.push(-1)
    cut.push(0)
    left.push(0)
    right.push(0)
    value.push((rate * gradient) / (curvature + penalty))
    const split = depth < this.#options.depth ? this.#bestSplit(members, gradient, curvature) : undefined
    if (split === undefined) return node
    const column = this.#binned[split.feature] as Uint8Array
    feature[node] = split.feature
    cut[node] = (this.#edges[split.feature] as number[])[split.bin] as number
    left[node] = this.#node(
      members.filter((index) => (column[index] as number) <= split.bin),
      depth + 1,
    )
    right[node] = this.#node(
      members.filter((index) => (column[index] as number) > split.bin),
      depth + 1,
    )
    return node
  }

  #bestSplit(members: Uint32Array, gradient: number, curvature: number): Split | undefined {
    const { penalty, leafCases } = this.#options
    const worth = (g: number, h: number): number => (g * g) / (h + penalty)
    let best: Split | undefined
    for (const [feature, column] of this.#binned.entries()) {
      const cuts = (this.#edges[feature] as number[]).length
      const sums = { count: new Float64Array(bins), g: new Float64Array(bins), h: new Float64Array(bins) }
      for (const index of members) {
        const bin = column[index] as number
        sums.count[bin] = (sums.count[bin] as number) + 1
        sums.g[bin] = (sums.g[bin] as number) + (this.#gradient[index] as number)
        sums.h[bin] = (sums.h[bin] as number) + (this.#curvature[index] as number)
      }
      let count = 0
      let g = 0
      let h = 0
      for (let bin = 0; bin < cuts; bin += 1) {
        count += sums.count[bin] as number
        g += sums.g[bin] as number
        h += sums.h[bin] as number
        if (count < leafCases || members.length - count < leafCases) continue
        const gain = worth(g, h) + worth(gradient - g, curvature - h) - worth(gradient, curvature)
        if (gain > (best?.gain ?? 1e-6)) best = { feature, bin, gain }
      }
    }
    return best
  }
}

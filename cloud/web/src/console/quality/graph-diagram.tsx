import type { LotGraphView } from '@larder/contracts/lot-graph'
import type { Standing } from '@larder/contracts/standing'
import { type ReactNode, useMemo } from 'react'
import { useLanguage } from '../../language/language.tsx'
import { type GraphLine, type GraphNode, layoutOf } from './graph-layout.ts'

export interface GraphProps {
  backward: LotGraphView
  forward: LotGraphView
  standings: ReadonlyMap<string, Standing>
  onLot(lot: string): void
}

const border = 6

/** Suppliers' lots on the left, packs on the right; a click on a lot makes it the middle. */
export function GraphDiagram({ backward, forward, standings, onLot }: GraphProps) {
  const { t, format } = useLanguage()
  const { nodes, lines, width, height } = useMemo(() => layoutOf(backward, forward), [backward, forward])
  const lots = new Map([...backward.lots, ...forward.lots].map((lot) => [lot.id, lot]))
  const transformations = new Map([...backward.transformations, ...forward.transformations].map((one) => [one.id, one]))
  const received = new Set(backward.receipts.map(({ lot }) => lot))
  const lotLine = (id: string): string => {
    const lot = lots.get(id)
    if (lot === undefined) return ''
    const from = received.has(id) ? lot.supplier : lot.product
    return `${format.number(lot.quantity, Number.isInteger(lot.quantity) ? 0 : 1)} · ${from}`
  }
  return (
    <div className="scroll-x graph">
      <svg
        width={width + 2 * border}
        height={height + 2 * border}
        viewBox={`${-border} ${-border} ${width + 2 * border} ${height + 2 * border}`}
        aria-label={t('quality.graph.label', { lot: backward.lot, n: lots.size })}
      >
        {lines.map((line) => (
          <path key={line.key} className="graph-line" d={curve(line)} />
        ))}
        {nodes.map((node) => {
          const moved = transformations.get(node.id)
          if (node.kind === 'transformation' && moved !== undefined) {
            return (
              <Box
                key={node.key}
                node={node}
                look="transformation"
                title={`${moved.id} · ${format.dateTime(moved.atMs)} · ${moved.place}`}
              >
                <text x={node.width / 2} y={22} textAnchor="middle">
                  {t(`quality.kind.${moved.kind}`)}
                </text>
              </Box>
            )
          }
          if (node.kind === 'more') {
            return (
              <Box key={node.key} node={node} look="more" title="">
                <text x={12} y={22}>
                  {t('quality.graph.more', { n: node.id })}
                </text>
              </Box>
            )
          }
          const state = standings.get(node.id)?.state ?? 'free'
          const look = `lot ${state}${node.id === backward.lot ? ' here' : ''}`
          return (
            <a
              key={node.key}
              href={`/quality/lots/${encodeURIComponent(node.id)}`}
              onClick={(event) => {
                event.preventDefault()
                onLot(node.id)
              }}
            >
              <Box node={node} look={look} title={`${node.id} · ${t(`quality.standing.${state}`)}`}>
                <text x={12} y={23} className="graph-name">
                  {clipped(node.id, 20)}
                </text>
                <text x={12} y={42} className="graph-under">
                  {state === 'free' ? clipped(lotLine(node.id), 26) : t(`quality.standing.${state}`)}
                </text>
              </Box>
            </a>
          )
        })}
      </svg>
    </div>
  )
}

function Box({ node, look, title, children }: { node: GraphNode; look: string; title: string; children: ReactNode }) {
  return (
    <g className={`graph-node ${look}`} transform={`translate(${node.x} ${node.y})`}>
      {title !== '' && <title>{title}</title>}
      <rect width={node.width} height={node.height} rx={node.kind === 'lot' ? 10 : 17} />
      {children}
    </g>
  )
}

const clipped = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length - 1)}…` : text

/** Leaves level, arrives level. */
function curve({ from, to }: GraphLine): string {
  const [x1, y1] = [from.x + from.width, from.y + from.height / 2]
  const [x2, y2] = [to.x, to.y + to.height / 2]
  const middle = (x1 + x2) / 2
  return `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`
}

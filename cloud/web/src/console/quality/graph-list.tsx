import type { LotGraphView, TracedLot } from '@larder/contracts/lot-graph'
import type { ReactNode } from 'react'
import { useLanguage } from '../../language/language.tsx'
import type { GraphProps } from './graph-diagram.tsx'
import { StandingTag } from './standings.tsx'

const lotsShown = 200

/** The same trace in words, level by level: what is read on a phone and by a screen reader. */
export function GraphList({ backward, forward, standings, onLot }: GraphProps) {
  const { t } = useLanguage()
  const row = (lot: TracedLot, view: LotGraphView): ReactNode => (
    <LotRow key={lot.id} lot={lot} view={view} onLot={onLot}>
      <StandingTag standing={standings.get(lot.id)} />
    </LotRow>
  )
  const [back, ahead] = [backward, forward].map(({ lots }) => lots.filter(({ depth }) => depth > 0))
  return (
    <div className="graph-list">
      <h3>{t('quality.graph.from')}</h3>
      {back?.length === 0 && <p className="muted">{t('quality.graph.from.none')}</p>}
      <ul>{back?.slice(0, lotsShown).map((lot) => row(lot, backward))}</ul>
      <h3>{t('quality.graph.into')}</h3>
      {ahead?.length === 0 && <p className="muted">{t('quality.graph.into.none')}</p>}
      <ul>{ahead?.slice(0, lotsShown).map((lot) => row(lot, forward))}</ul>
    </div>
  )
}

interface LotRowProps {
  lot: TracedLot
  view: LotGraphView
  onLot(lot: string): void
  children: ReactNode
}

function LotRow({ lot, view, onLot, children }: LotRowProps) {
  const { t, format } = useLanguage()
  const side = view.direction === 'backward' ? 'input' : 'output'
  const edge = view.edges.find((one) => one.lot === lot.id && one.side === side)
  const transformation = view.transformations.find(({ id }) => id === edge?.transformation)
  return (
    <li className={`depth-${Math.min(lot.depth, 6)}`}>
      <button type="button" className="graph-lot" onClick={() => onLot(lot.id)}>
        {lot.id}
      </button>
      {children}
      <small className="muted">
        {transformation !== undefined &&
          `${t(`quality.kind.${transformation.kind}`)} · ${transformation.place} · ${format.dateTime(transformation.atMs)} · `}
        {format.number(edge?.quantity ?? lot.quantity, 1)} · {lot.supplier}
      </small>
    </li>
  )
}

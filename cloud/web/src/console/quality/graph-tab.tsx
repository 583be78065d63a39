import { useState } from 'react'
import { useLocation } from 'wouter'
import { useLanguage } from '../../language/language.tsx'
import { useMedia } from '../../media.ts'
import { useResource } from '../../resource.ts'
import { Choice } from '../choice.tsx'
import { Empty } from '../empty.tsx'
import { Failure } from '../failure.tsx'
import { GraphDiagram } from './graph-diagram.tsx'
import { GraphList } from './graph-list.tsx'
import { LotField } from './lot-field.tsx'
import { qualityPaths } from './quality-paths.ts'
import { Reached } from './reached.tsx'
import { StandingTag, useStandings } from './standings.tsx'

/** Search a lot: all it came from and all it became, as a diagram or as a list. */
export function GraphTab({ lot }: { lot: string | null }) {
  const { t } = useLanguage()
  const [, go] = useLocation()
  const choose = (id: string) => go(`/quality/lots/${encodeURIComponent(id)}`)
  return (
    <>
      <form
        className="lot-search"
        onSubmit={(event) => {
          event.preventDefault()
          const id = String(new FormData(event.currentTarget).get('lot')).trim()
          if (id !== '') choose(id)
        }}
      >
        <LotField key={lot} name="lot" label={t('quality.graph.search')} initial={lot ?? ''} onChosen={choose} />
        <button type="submit" className="button primary">
          {t('quality.graph.trace')}
        </button>
      </form>
      {lot === null ? (
        <Empty icon="sorting" title={t('quality.graph.none')}>
          {t('quality.graph.none.text')}
        </Empty>
      ) : (
        <Traced key={lot} lot={lot} onLot={choose} />
      )}
    </>
  )
}

function Traced({ lot, onLot }: { lot: string; onLot: (lot: string) => void }) {
  const { t } = useLanguage()
  const narrow = useMedia('(max-width: 760px)')
  const [chosen, setChosen] = useState<'diagram' | 'list' | null>(null)
  const backward = useResource(qualityPaths.graph(lot, 'backward'))
  const forward = useResource(qualityPaths.graph(lot, 'forward'))
  const ids = [lot, ...(backward.value?.lots ?? []), ...(forward.value?.lots ?? [])].map((one) =>
    typeof one === 'string' ? one : one.id,
  )
  const standings = useStandings(ids)
  const failure = backward.failure ?? forward.failure
  if (failure !== undefined) return <Failure failure={failure} onRetry={backward.reload} />
  if (backward.value === undefined || forward.value === undefined) return <p className="muted">{t('loading')}</p>
  const shown = chosen ?? (narrow ? 'list' : 'diagram')
  const graph = { backward: backward.value, forward: forward.value, standings, onLot }
  const cut = backward.value.truncated.length + forward.value.truncated.length > 0
  return (
    <>
      <section className="panel">
        <div className="panel-head">
          <h2>{lot}</h2>
          <StandingTag standing={standings.get(lot)} />
          <Choice
            label={t('quality.graph.view')}
            value={shown}
            onChange={setChosen}
            options={[
              { value: 'diagram', label: t('quality.graph.diagram') },
              { value: 'list', label: t('quality.graph.list') },
            ]}
          />
        </div>
        {cut && <p className="notice">{t('quality.truncated')}</p>}
        {shown === 'diagram' ? <GraphDiagram {...graph} /> : <GraphList {...graph} />}
      </section>
      <Reached orders={forward.value.orders} receipts={backward.value.receipts} />
    </>
  )
}

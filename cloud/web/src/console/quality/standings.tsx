import type { MarkedGoods, Standing } from '@larder/contracts/standing'
import { useEffect, useMemo } from 'react'
import type { Path } from '../../api.ts'
import { useLanguage } from '../../language/language.tsx'
import { Icon } from '../../look/icon.tsx'
import { type Resource, useResource } from '../../resource.ts'
import { useLive } from '../known.tsx'
import { qualityPaths } from './quality-paths.ts'

/** As many as one request may ask about. */
const maxAsked = 300

/** What a path answers, asked again when a lot was recalled, held or released anywhere. */
export function useWithStandings<T>(path: Path<T> | null): Resource<T> {
  const { standingsRevision } = useLive()
  const resource = useResource(path)
  const { reload } = resource
  useEffect(() => {
    if (standingsRevision > 0) reload()
  }, [standingsRevision, reload])
  return resource
}

/** The standing of each of these lots; of those not answered yet, nothing. */
export function useStandings(lots: readonly string[]): ReadonlyMap<string, Standing> {
  const asked = [...new Set(lots)].slice(0, maxAsked)
  const { value } = useWithStandings(asked.length === 0 ? null : qualityPaths.standings(asked))
  return useMemo(() => new Map(value?.map(({ lot, ...standing }) => [lot, standing])), [value])
}

/** Recalled before held before free. */
export const worst = (standings: readonly (Standing | undefined)[]): Standing | undefined =>
  standings.find((one) => one?.state === 'recalled') ?? standings.find((one) => one?.state === 'held') ?? standings[0]

export function StandingTag({ standing }: { standing: Standing | undefined }) {
  const { t } = useLanguage()
  if (standing === undefined) return null
  const look = { free: 'ok', held: 'warning', recalled: 'critical' } as const
  return (
    <span className={`tag ${look[standing.state]}`}>
      <Icon name={look[standing.state]} size={14} />
      {t(`quality.standing.${standing.state}`)}
    </span>
  )
}

const markedIn = (marked: readonly MarkedGoods[] | undefined, site: string, asset: string) =>
  (marked ?? []).filter((one) => one.site === site && one.asset === asset)

/** The lots in an asset that must not be sold, by name. */
export function MarkedGoodsNotice({ site, asset }: { site: string; asset: string }) {
  const { t } = useLanguage()
  const marked = markedIn(useWithStandings(qualityPaths.markedGoods).value, site, asset)
  if (marked.length === 0) return null
  const state = worst(marked.map(({ standing }) => standing))?.state
  return (
    <div className={state === 'recalled' ? 'notice critical' : 'notice'} role="alert">
      <Icon name={state === 'recalled' ? 'critical' : 'warning'} />
      <div>
        <strong>{t('quality.marked.title')}</strong>
        <ul className="marked-lots">
          {marked.map(({ lot, standing }) => (
            <li key={lot}>
              <StandingTag standing={standing} /> {lot}
              {standing.state === 'recalled' && <span className="muted"> · {standing.reason}</span>}
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}

/** Of each asset, the worst standing of the goods in it that must not be sold. */
export function useMarkedAssets(): (site: string, asset: string) => Standing | undefined {
  const { value } = useWithStandings(qualityPaths.markedGoods)
  return (site, asset) => worst(markedIn(value, site, asset).map(({ standing }) => standing))
}

import type { SitesView } from '@larder/contracts/console'
import type { Profile } from '@larder/contracts/profile'
import type { Asset, Site } from '@larder/contracts/site'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { paths, type Session } from '../api.ts'
import { useLanguage } from '../language/language.tsx'
import { InTimeZone } from '../language/report-language.tsx'
import { useResource } from '../resource.ts'
import type { Live, LiveView } from './live.ts'

interface Known {
  session: Session
  live: Live
  places: SitesView
  profiles: Record<string, Profile>
}

/** Rules are edited elsewhere too. */
const profilesEveryMs = 60_000

const KnownContext = createContext<Known | null>(null)
const emptyPlaces: SitesView = {
  sites: [],
  unconfigured: [],
  tileUrl: null,
  tileAttribution: null,
  escalateAfterMinutes: { warning: Number.POSITIVE_INFINITY, critical: Number.POSITIVE_INFINITY },
}

export function KnownProvider({ session, live, children }: { session: Session; live: Live; children: ReactNode }) {
  const places = useResource(paths.sites).value ?? emptyPlaces
  const profiles = useResource(paths.profiles, profilesEveryMs).value
  const known = useMemo(() => ({ session, live, places, profiles: profiles ?? {} }), [session, live, places, profiles])
  return <KnownContext value={known}>{children}</KnownContext>
}

/** Tells times by a site's clocks; without a site, by those of the first one. */
export function SiteTime({ site, children }: { site?: string; children: ReactNode }) {
  const { sites } = useKnown().places
  const zone = (sites.find((one) => one.id === site) ?? sites[0])?.timeZone
  return zone === undefined ? children : <InTimeZone timeZone={zone}>{children}</InTimeZone>
}

export function useKnown(): Known {
  const known = useContext(KnownContext)
  if (known === null) throw new Error('a console page stands outside KnownProvider')
  return known
}

export function useLive(): LiveView {
  const { live } = useKnown()
  return useSyncExternalStore(live.subscribe, live.view)
}

/** The time, renewed at this pace, for timers and "3 min ago". */
export function useNow(everyMs: number): number {
  const [nowMs, setNowMs] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return nowMs
}

export interface Names {
  site(id: string): string
  asset(site: string, asset: string): string
}

/** What people call sites and assets; an identifier where nobody has named it. */
export function useNames(): Names {
  const { places } = useKnown()
  const { pick } = useLanguage()
  return useMemo(() => {
    const found = (id: string): Site | undefined => places.sites.find((one) => one.id === id)
    return {
      site: (id) => pickOr(found(id), id),
      asset: (site, id) => pickOr(assetIn(places, site, id), id),
    }
    function pickOr(named: Site | Asset | undefined, fallback: string): string {
      return named === undefined ? fallback : pick(named.name)
    }
  }, [places, pick])
}

export const assetIn = (places: SitesView, site: string, asset: string): Asset | undefined =>
  places.sites.find((one) => one.id === site)?.assets.find((one) => one.id === asset)

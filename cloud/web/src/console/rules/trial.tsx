import type { Profile } from '@larder/contracts/profile'
import type { RuleDetail } from '@larder/contracts/rule'
import { type ComponentType, lazy, Suspense, useState } from 'react'
import { useLanguage } from '../../language/language.tsx'
import { useKnown, useNames } from '../known.tsx'

interface TrialProps {
  site: string
  asset: string
  /** The name of the profile in force. */
  profile: string
  /** What is to be tried against it. */
  draft: Profile
}

type Module = { Backtest: ComponentType<TrialProps> }
const [load] = Object.values(import.meta.glob<Module>('../backtest.tsx'))
const Backtest = load && lazy(async () => ({ default: (await load()).Backtest }))

/** Before a rule is switched on: what it would have raised on an asset's own history. */
export function Trial({ rule, draft, changed }: { rule: RuleDetail; draft: Profile; changed: boolean }) {
  const { t } = useLanguage()
  const { places } = useKnown()
  const names = useNames()
  const all = places.sites.flatMap(({ id: site, assets }) => assets.map(({ id: asset }) => ({ site, asset })))
  const [chosen, setChosen] = useState(rule.assets[0] ?? all[0])
  if (Backtest === undefined || chosen === undefined) return null
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{t('rules.trial')}</h2>
        <label className="field rule-asset">
          <span className="unseen">{t('rules.trial.asset')}</span>
          <select
            value={`${chosen.site}/${chosen.asset}`}
            onChange={(event) =>
              setChosen(all.find(({ site, asset }) => `${site}/${asset}` === event.target.value) ?? chosen)
            }
          >
            {all.map(({ site, asset }) => (
              <option key={`${site}/${asset}`} value={`${site}/${asset}`}>
                {names.asset(site, asset)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <p className="muted small">{t(changed ? 'rules.trial.draft' : 'rules.trial.same')}</p>
      <Suspense fallback={<p className="muted">{t('loading')}</p>}>
        <Backtest site={chosen.site} asset={chosen.asset} profile={rule.name} draft={draft} />
      </Suspense>
    </section>
  )
}

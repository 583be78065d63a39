import type { Profile } from '@larder/contracts/profile'
import type { RuleDetail } from '@larder/contracts/rule'
import { lazy, Suspense, useState } from 'react'
import { useLanguage } from '../../language/language.tsx'
import { useKnown, useNames } from '../known.tsx'

const Backtest = lazy(async () => ({ default: (await import('../backtest.tsx')).Backtest }))

/** Before a rule is switched on: what it would have raised on an asset's own history. */
export function Trial({ rule, draft }: { rule: RuleDetail; draft: Profile }) {
  const { t } = useLanguage()
  const { places } = useKnown()
  const names = useNames()
  const all = places.sites.flatMap(({ id: site, assets }) => assets.map(({ id: asset }) => ({ site, asset })))
  const [chosen, setChosen] = useState(rule.assets[0] ?? all[0])
  if (chosen === undefined) return null
  const keyOf = ({ site, asset }: typeof chosen): string => `${site}/${asset}`
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{t('rules.trial')}</h2>
        <label className="field rule-asset">
          <span className="unseen">{t('rules.trial.asset')}</span>
          <select
            value={keyOf(chosen)}
            onChange={(event) => setChosen(all.find((one) => keyOf(one) === event.target.value) ?? chosen)}
          >
            {all.map((one) => (
              <option key={keyOf(one)} value={keyOf(one)}>
                {names.asset(one.site, one.asset)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Suspense fallback={<p className="muted">{t('loading')}</p>}>
        <Backtest {...chosen} profile={rule.name} draft={draft} />
      </Suspense>
    </section>
  )
}

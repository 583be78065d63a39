import type { RiskScore, RiskView } from '@larder/contracts/risk'
import { paths } from '../../api.ts'
import { useLanguage } from '../../language/language.tsx'
import { Icon } from '../../look/icon.tsx'
import { useResource } from '../../resource.ts'
import { Empty } from '../empty.tsx'
import { Failure } from '../failure.tsx'
import { ModelCard } from './model-card.tsx'
import { PolicyForm } from './policy-form.tsx'
import { RiskRow } from './risk-row.tsx'
import './risk-page.css'

const renewMs = 15_000
const shown = 50

const tryIt = `npm run larder -- world after-sales --orders 5000 --seed 1 --out history
npm run larder -- train risk --file history/orders.csv --mapping history/mapping.json`

export default function RiskPage() {
  const { t } = useLanguage()
  const { value: view, failure, reload } = useResource(paths.risk(shown), renewMs)
  return (
    <div className="page">
      <header className="page-head">
        <div>
          <h1>{t('nav.risk')}</h1>
          <p className="muted">{t('risk.lead')}</p>
        </div>
      </header>
      {failure !== undefined && <Failure failure={failure} onRetry={reload} />}
      {view !== undefined && view.card === null && (
        <Empty icon="risk" title={t('risk.untrained')} command={tryIt}>
          {t('risk.untrained.text')}
        </Empty>
      )}
      {view !== undefined && view.card !== null && view.scores.length === 0 && (
        <Empty icon="ok" title={t('risk.none')}>
          {t('risk.none.text')}
        </Empty>
      )}
      {view !== undefined && view.scores.length > 0 && <Scores view={view} onChanged={reload} />}
      {view !== undefined && <PolicyForm key={JSON.stringify(view.policy)} policy={view.policy} onChanged={reload} />}
      {view !== undefined && view.card !== null && <ModelCard card={view.card} />}
    </div>
  )
}

/** What is over the threshold stands open; the rest is there for whoever asks. */
function Scores({ view, onChanged }: { view: RiskView; onChanged: () => void }) {
  const { t } = useLanguage()
  const threshold = view.policy.alertAtProbability
  const isUrgent = ({ probability, alert }: RiskScore) => probability >= threshold || alert?.handledBy === null
  const [above, below] = [view.scores.filter(isUrgent), view.scores.filter((score) => !isUrgent(score))]
  const list = (scores: readonly RiskScore[]) => (
    <ul className="risk-list">
      {scores.map((score) => (
        <RiskRow key={`${score.kind}/${score.id}`} score={score} threshold={threshold} onChanged={onChanged} />
      ))}
    </ul>
  )
  return (
    <>
      {above.length > 0 ? (
        list(above)
      ) : (
        <p className="notice ok">
          <Icon name="ok" />
          {t('risk.calm')}
        </p>
      )}
      {below.length > 0 && (
        <details className="disclosure">
          <summary>{t('risk.others', { n: below.length })}</summary>
          {list(below)}
        </details>
      )}
    </>
  )
}

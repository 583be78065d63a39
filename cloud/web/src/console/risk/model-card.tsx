import type { RiskCard } from '@larder/contracts/risk'
import { useLanguage } from '../../language/language.tsx'
import { Fact } from '../../report/facts.tsx'
import { factorName } from './because.ts'
import { ReliabilityCurve } from './reliability-curve.tsx'

/** What is to be known of the model before it is believed. */
export function ModelCard({ card }: { card: RiskCard }) {
  const { t, format, language } = useLanguage()
  const chosen = card.figures.find(({ model }) => model === card.chosen)
  const heaviest = Math.max(0.01, ...card.weights.map(({ weight }) => weight))
  const { confusion } = card
  return (
    <section className="group">
      <h2>{t('risk.card.title')}</h2>
      <div className="panel">
        <p>
          {t('risk.card.chosen', {
            model: t(`risk.model.${card.chosen}`),
            when: format.dateTime(card.trainedAtMs),
            source: card.source,
          })}
        </p>
        <p className="muted">
          {t('risk.card.parts', {
            train: card.train.cases,
            trainComplaints: card.train.complaints,
            calibrate: card.calibrate.cases,
            heldBack: card.heldBack.cases,
            heldBackComplaints: card.heldBack.complaints,
            from: format.date(card.heldBack.fromMs),
            until: format.date(card.heldBack.untilMs),
          })}
        </p>
      </div>
      <div className="panel flush">
        <Figures card={card} />
        <p className="muted small risk-under">{t('risk.card.base', { value: format.number(card.baseLogLoss, 4) })}</p>
      </div>
      <div className="risk-pair">
        <div className="panel">
          <h3>{t('risk.card.reliability')}</h3>
          <p className="muted small">
            {t('risk.card.reliability.text', { brier: format.number(chosen?.brier ?? 0, 4) })}
          </p>
          <ReliabilityCurve bins={card.reliability} />
        </div>
        <div className="panel">
          <h3>{t('risk.card.confusion', { threshold: `${format.number(card.threshold * 100)}%` })}</h3>
          <dl className="facts figures risk-confusion">
            <Fact name={t('risk.card.foreseen')}>{format.number(confusion.truePositive)}</Fact>
            <Fact name={t('risk.card.missed')}>{format.number(confusion.falseNegative)}</Fact>
            <Fact name={t('risk.card.false-alarms')}>{format.number(confusion.falsePositive)}</Fact>
            <Fact name={t('risk.card.quiet')}>{format.number(confusion.trueNegative)}</Fact>
          </dl>
          <h3>{t('risk.card.weights')}</h3>
          <ul className="risk-bars">
            {card.weights.slice(0, 8).map(({ factor, weight }) => (
              <li key={factor}>
                <span>{factorName(factor, language, t)}</span>
                <span className="risk-bar plain" aria-hidden="true">
                  <i style={{ width: `${(100 * weight) / heaviest}%` }} />
                </span>
                <span className="figure">{format.number(weight, 2)}</span>
              </li>
            ))}
          </ul>
        </div>
      </div>
      {card.warnings.length > 0 && (
        <details className="disclosure">
          <summary>{t('risk.card.notes')}</summary>
          <ul className="small">
            {card.warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

function Figures({ card }: { card: RiskCard }) {
  const { t, format } = useLanguage()
  const figure = (value: number | null, digits: number) => (value === null ? '–' : format.number(value, digits))
  const latency = (us: number) => (us < 1000 ? `${format.number(us)} µs` : `${format.number(us / 1000, 1)} ms`)
  const heads = ['log-loss', 'brier', 'auroc', 'auprc', 'warned', 'lead', 'trained-in', 'predicted-in'] as const
  return (
    <table className="stacking">
      <caption className="unseen">{t('risk.card.figures')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('risk.card.model')}</th>
          {heads.map((head) => (
            <th key={head} scope="col">
              {t(`risk.card.${head}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {card.figures.map(({ model, lead, ...of }) => {
          const leadTime = lead.medianMinutes === null ? '–' : format.duration(lead.medianMinutes * 60_000)
          const cells = [
            figure(of.logLoss, 4),
            figure(of.brier, 4),
            figure(of.auroc, 3),
            figure(of.auprc, 3),
            `${lead.warned} / ${lead.complaints}`,
            leadTime,
            format.duration(of.trainedInMs),
            latency(of.predictedInMicroseconds),
          ]
          return (
            <tr key={model} className={model === card.chosen ? 'risk-chosen' : undefined}>
              <th scope="row">
                {t(`risk.model.${model}`)}{' '}
                {model === card.chosen && <span className="tag ok">{t('risk.card.in-use')}</span>}
              </th>
              {heads.map((head, index) => (
                <td key={head} data-label={t(`risk.card.${head}`)} className="figure-left">
                  {cells[index]}
                </td>
              ))}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

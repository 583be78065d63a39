import type { CustomerMessage, RiskScore } from '@larder/contracts/risk'
import { type FormEvent, useState } from 'react'
import { Link } from 'wouter'
import { decideMessage, handleRisk, Refusal } from '../../api.ts'
import { useLanguage } from '../../language/language.tsx'
import { Icon } from '../../look/icon.tsx'
import { Failure } from '../failure.tsx'
import { useKnown } from '../known.tsx'
import { Bars } from './bars.tsx'
import { because } from './because.ts'

interface RowProps {
  score: RiskScore
  threshold: number
  onChanged(): void
}

export function RiskRow({ score, threshold, onChanged }: RowProps) {
  const language = useLanguage()
  const { t, format } = language
  const above = score.probability >= threshold
  const reasons = because(score.factors, language)
  return (
    <li className={above ? 'panel risk-row above' : 'panel risk-row'}>
      <div className="risk-head">
        <p className="risk-chance">
          <strong className="figure">{format.number(score.probability * 100)}%</strong>
          <small className="muted">{t('risk.probability')}</small>
        </p>
        <div className="risk-what">
          <h3>
            {t(`risk.${score.kind}`)} {score.id}
          </h3>
          <p className="risk-marks">
            <State score={score} above={above} />
          </p>
          <p>
            {reasons.length === 0
              ? t('risk.why.none')
              : `${t('risk.why')}${language.language === 'zh' ? '：' : ': '}${reasons.join(language.language === 'zh' ? '；' : '; ')}`}
          </p>
        </div>
        {score.kind === 'order' && (
          <Link href={`/goods/order/${encodeURIComponent(score.id)}`} className="button">
            {t('risk.open-report')}
          </Link>
        )}
      </div>
      <details className="disclosure">
        <summary>{t('risk.contributions')}</summary>
        <p className="muted small">{t('risk.contributions.text')}</p>
        <Bars factors={score.factors} />
      </details>
      {score.messages.length > 0 && <Messages messages={score.messages} onChanged={onChanged} />}
      {score.alert !== null && score.alert.handledBy === null && <Handle score={score} onChanged={onChanged} />}
    </li>
  )
}

function State({ score, above }: { score: RiskScore; above: boolean }) {
  const { t, format } = useLanguage()
  const { alert, crossedAtMs, complainedAtMs, deliveredAtMs } = score
  return (
    <>
      <span className={above ? 'tag warning' : 'tag ok'}>
        <Icon name={above ? 'warning' : 'ok'} size={14} />
        {t(above ? 'risk.above' : 'risk.below')}
      </span>
      <span className="tag">
        {deliveredAtMs === null ? t('risk.travelling') : t('risk.delivered', { time: format.dateTime(deliveredAtMs) })}
      </span>
      {crossedAtMs !== null && <span className="tag">{t('risk.crossed', { time: format.dateTime(crossedAtMs) })}</span>}
      {complainedAtMs !== null && (
        <span className="tag critical">
          {crossedAtMs !== null && complainedAtMs > crossedAtMs
            ? t('risk.lead-time', { time: format.duration(complainedAtMs - crossedAtMs) })
            : t('risk.complained', { time: format.dateTime(complainedAtMs) })}
        </span>
      )}
      {alert !== null && alert.handledBy !== null && (
        <span className="tag ok" title={alert.note ?? ''}>
          <Icon name="check" size={14} />
          {t('risk.handled', { who: alert.handledBy, time: format.dateTime(alert.handledAtMs ?? 0) })}
        </span>
      )}
    </>
  )
}

function Handle({ score, onChanged }: { score: RiskScore; onChanged: () => void }) {
  const { t } = useLanguage()
  const [failure, setFailure] = useState<Refusal>()
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const note = String(new FormData(event.currentTarget).get('note'))
    await handleRisk(score.kind, score.id, note).then(onChanged, (cause) => setFailure(asRefusal(cause)))
  }
  return (
    <form className="risk-act" onSubmit={submit}>
      <label>
        <span className="unseen">{t('risk.handle.note')}</span>
        <input name="note" required minLength={3} maxLength={500} placeholder={t('risk.handle.note')} />
      </label>
      <button type="submit" className="button">
        <Icon name="check" size={18} />
        {t('risk.handle')}
      </button>
      {failure !== undefined && <Failure failure={failure} />}
    </form>
  )
}

function Messages({ messages, onChanged }: { messages: readonly CustomerMessage[]; onChanged: () => void }) {
  const { t, pick } = useLanguage()
  const { session } = useKnown()
  const mayDecide = session.role === 'manager' || session.role === 'administrator'
  return (
    <section className="risk-messages" aria-label={t('risk.messages')}>
      <h4>{t('risk.messages')}</h4>
      <ul>
        {messages.map((message) => (
          <li key={message.id}>
            <p>
              <strong>{t(`risk.message.${message.kind}`)}</strong>{' '}
              <span className={message.state === 'proposed' ? 'tag warning' : 'tag'}>
                {t(`risk.message.state.${message.state}`)}
              </span>
            </p>
            <p className="muted small">{pick(message.text)}</p>
            {mayDecide && (message.state === 'proposed' || message.state === 'ready') && (
              <Decide message={message} onChanged={onChanged} />
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Decide({ message, onChanged }: { message: CustomerMessage; onChanged: () => void }) {
  const { t } = useLanguage()
  const [why, setWhy] = useState('')
  const [failure, setFailure] = useState<Refusal>()
  const decide = (verb: 'release' | 'withdraw') =>
    decideMessage(message.id, verb, why).then(onChanged, (cause) => setFailure(asRefusal(cause)))
  return (
    <div className="risk-act">
      <label>
        <span className="unseen">{t('risk.decide.why')}</span>
        <input
          value={why}
          maxLength={500}
          placeholder={t('risk.decide.why')}
          onChange={(event) => setWhy(event.target.value)}
        />
      </label>
      {message.state === 'proposed' && (
        <button type="button" className="button" disabled={why.trim().length < 3} onClick={() => decide('release')}>
          {t('risk.release')}
        </button>
      )}
      <button type="button" className="button" disabled={why.trim().length < 3} onClick={() => decide('withdraw')}>
        {t('risk.withdraw')}
      </button>
      {failure !== undefined && <Failure failure={failure} />}
    </div>
  )
}

export const asRefusal = (cause: unknown): Refusal => (cause instanceof Refusal ? cause : new Refusal(0, String(cause)))

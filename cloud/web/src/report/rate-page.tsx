import type { RatingView } from '@larder/contracts/ticket'
import { useEffect, useState } from 'react'
import { type Path, post } from '../api.ts'
import type { ReportKey } from '../language/report-en.ts'
import { useLanguage } from '../language/report-language.tsx'
import { Icon } from '../look/icon.tsx'
import { useResource } from '../resource.ts'
import { whyRefused } from './refused.ts'

const scores = [1, 2, 3, 4, 5] as const
const pathOf = (reference: string): Path<RatingView> => `/api/public/ratings/${encodeURIComponent(reference)}`

/** One press says how a case was settled. Opening the link rates nothing: mail scanners open every link. */
export default function RatePage({ reference }: { reference: string }) {
  const { t } = useLanguage()
  const { value, failure, reload } = useResource(pathOf(reference))
  const [text, setText] = useState('')
  const [fault, setFault] = useState<string | null>(null)
  useEffect(() => {
    document.title = t('rate.title')
  }, [t])
  const rate = async (score: number): Promise<void> => {
    setFault(null)
    try {
      await post(pathOf(reference), { score, text: text.trim() })
    } catch (cause) {
      setFault(whyRefused(cause, t))
    }
    reload()
  }
  return (
    <main className="report-main verify">
      <h1 className="report-title">{t('rate.title')}</h1>
      {failure !== undefined && value === undefined && (
        <section className="panel missing" role="alert">
          <Icon name={failure.status === 0 ? 'offline' : 'unknown'} size={44} />
          <p>{t(failure.status === 0 ? 'failed.unreachable' : 'rate.unknown')}</p>
        </section>
      )}
      {value?.rated === true && (
        <section className="panel missing" role="status">
          <Icon name="ok" size={44} />
          <p>{t('rate.thanks')}</p>
        </section>
      )}
      {value?.rated === false && (
        <section className="panel rate">
          <p>
            {t('rate.about')} <strong>{t(`scene.${value.scene}` as ReportKey)}</strong> · {value.reference}
          </p>
          <label className="labelled">
            {t('rate.text')}
            <textarea rows={2} maxLength={500} value={text} onChange={(event) => setText(event.target.value)} />
          </label>
          <fieldset className="rate-scores">
            <legend>{t('rate.ask')}</legend>
            {scores.map((score) => (
              <button key={score} type="button" className="button" onClick={() => void rate(score)}>
                <strong>{score}</strong>
                <small>{t(`rate.${score}`)}</small>
              </button>
            ))}
          </fieldset>
          <p role="alert" className="fault">
            {fault}
          </p>
        </section>
      )}
    </main>
  )
}

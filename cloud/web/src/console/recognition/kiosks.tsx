import type { RecognitionFigures } from '@larder/contracts/recognition'
import { useLanguage } from '../../language/language.tsx'
import { Icon } from '../../look/icon.tsx'

type ErrorRate = RecognitionFigures['falsePositives']

/** How well recognition does at each kiosk, by its own estimate, and how much it is used. */
export function Kiosks({ kiosks }: { kiosks: RecognitionFigures[] }) {
  const { t, format } = useLanguage()
  const percent = (share: number) => `${format.number(share * 100, 1)}%`
  const told = (rate: ErrorRate) =>
    rate === null
      ? t('recognition.unmeasured')
      : t('recognition.rate', {
          rate: percent(rate.rate),
          low: percent(rate.low),
          high: percent(rate.high),
          n: rate.trials,
        })
  return (
    <section className="panel recognition-panel">
      <h2>{t('recognition.kiosks')}</h2>
      {kiosks.length === 0 && <p className="muted">{t('recognition.kiosks.none')}</p>}
      {kiosks
        .filter(({ enrolled, filingDueAt }) => enrolled >= filingDueAt)
        .map(({ kiosk, enrolled }) => (
          <p key={kiosk} className="notice critical">
            <Icon name="warning" />
            {t('recognition.filing', { kiosk, n: format.number(enrolled) })}
          </p>
        ))}
      {kiosks.length > 0 && (
        <div className="recognition-table">
          <table className="table">
            <thead>
              <tr>
                <th>{t('recognition.kiosk')}</th>
                <th>{t('recognition.enrolled')}</th>
                <th>{t('recognition.threshold')}</th>
                <th>{t('recognition.false-positives')}</th>
                <th>{t('recognition.false-negatives')}</th>
                <th>{t('recognition.looks')}</th>
              </tr>
            </thead>
            <tbody>
              {kiosks.map((one) => (
                <tr key={one.kiosk}>
                  <td>{one.kiosk}</td>
                  <td>{format.number(one.enrolled)}</td>
                  <td>
                    {format.number(one.threshold, 3)} <small>{t(`recognition.from.${one.thresholdFrom}`)}</small>
                  </td>
                  <td>{told(one.falsePositives)}</td>
                  <td>{told(one.falseNegatives)}</td>
                  <td>
                    {format.number(one.recognised30Days)} / {format.number(one.unknown30Days)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

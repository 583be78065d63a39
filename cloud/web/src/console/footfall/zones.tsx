import type { FootfallReport } from '@larder/contracts/footfall-view'
import { useLanguage } from '../../language/language.tsx'

/** How long people stay in each zone, and the queue there. */
export function Zones({ report: { zones } }: { report: FootfallReport }) {
  const { t, format } = useLanguage()
  const number = (value: number | null, digits = 0) => (value === null ? '–' : format.number(value, digits))
  return (
    <section className="panel">
      <h2>{t('footfall.zones')}</h2>
      {zones.length === 0 ? (
        <p className="muted">{t('footfall.zones.none')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: who scrolls by keyboard must be able to come here
        <section className="footfall-scroll" aria-label={t('footfall.zones')} tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('footfall.zone')}</th>
                <th scope="col">{t('footfall.stays')}</th>
                <th scope="col">{t('footfall.dwell')}</th>
                <th scope="col">{t('footfall.queue')}</th>
              </tr>
            </thead>
            <tbody>
              {zones.map(({ camera, dwellSeconds, queueMean, queueMost, stays, zone }) => (
                <tr key={`${camera}/${zone}`}>
                  <th scope="row">
                    {zone}
                    <small className="muted">{camera}</small>
                  </th>
                  <td className="nowrap">{number(stays)}</td>
                  <td className="nowrap">
                    {dwellSeconds === null ? '–' : t('footfall.seconds', { n: number(dwellSeconds) })}
                  </td>
                  <td className="nowrap">
                    {number(queueMean, 1)}{' '}
                    <small className="muted">{t('footfall.at-most', { n: number(queueMost) })}</small>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  )
}

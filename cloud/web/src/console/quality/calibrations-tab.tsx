import type { CalibrationDue } from '@larder/contracts/calibration-due'
import { useLanguage } from '../../language/language.tsx'
import { Icon, type IconName } from '../../look/icon.tsx'
import { useResource } from '../../resource.ts'
import { Empty } from '../empty.tsx'
import { Failure } from '../failure.tsx'
import { useNames } from '../known.tsx'
import { qualityPaths } from './quality-paths.ts'

const look: Record<CalibrationDue['state'], { tag: string; icon: IconName }> = {
  overdue: { tag: 'critical', icon: 'critical' },
  never: { tag: 'critical', icon: 'unknown' },
  due: { tag: 'warning', icon: 'warning' },
  'in-force': { tag: 'ok', icon: 'ok' },
}

/** Every temperature probe, the one whose calibration presses most first. */
export function CalibrationsTab() {
  const { t, format } = useLanguage()
  const names = useNames()
  const { value: rows, failure, reload } = useResource(qualityPaths.calibrationsDue)
  const late = rows?.filter(({ state }) => state === 'overdue' || state === 'never') ?? []
  return (
    <section className="group">
      <h2>{t('quality.tab.calibrations')}</h2>
      {failure !== undefined && <Failure failure={failure} onRetry={reload} />}
      {late.length > 0 && (
        <p className="notice critical">
          <Icon name="critical" />
          {t('quality.calibration.late', {
            n: late.length,
            names: late
              .slice(0, 8)
              .map((one) => `${names.asset(one.site, one.asset)} · ${one.probe}`)
              .join(', '),
          })}
        </p>
      )}
      {rows?.length === 0 && (
        <Empty icon="thermometer" title={t('quality.calibration.none')}>
          {t('quality.calibration.none.text')}
        </Empty>
      )}
      {rows !== undefined && rows.length > 0 && (
        <div className="panel flush">
          <table className="stacking">
            <thead>
              <tr>
                <th scope="col">{t('quality.calibration.probe')}</th>
                <th scope="col">{t('quality.calibration.state')}</th>
                <th scope="col">{t('quality.calibration.due')}</th>
                <th scope="col">{t('quality.calibration.last')}</th>
                <th scope="col">{t('quality.calibration.offset')}</th>
                <th scope="col">{t('quality.calibration.certificate')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((one) => (
                <tr key={`${one.site}/${one.asset}/${one.probe}`}>
                  <td>
                    <strong>{names.asset(one.site, one.asset)}</strong>
                    <small className="muted">
                      {one.probe} · {t(`role.${one.role === 'product' ? 'product' : 'air'}`)}
                    </small>
                  </td>
                  <td data-label={t('quality.calibration.state')}>
                    <span className={`tag ${look[one.state].tag}`}>
                      <Icon name={look[one.state].icon} size={14} />
                      {t(one.state === 'due' ? 'quality.calibration.due-soon' : `quality.calibration.${one.state}`)}
                    </span>
                  </td>
                  <td data-label={t('quality.calibration.due')} className="nowrap">
                    {one.calibration === null ? '–' : format.date(one.calibration.dueAtMs)}
                  </td>
                  <td data-label={t('quality.calibration.last')} className="nowrap">
                    {one.calibration === null ? '–' : format.date(one.calibration.atMs)}
                  </td>
                  <td data-label={t('quality.calibration.offset')} className="figure-left">
                    {one.calibration !== null &&
                      `${format.number(one.calibration.offsetCelsius, 2)} ± ${format.number(one.calibration.uncertaintyCelsius, 2)} °C`}
                  </td>
                  <td data-label={t('quality.calibration.certificate')}>{one.calibration?.certificate || '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

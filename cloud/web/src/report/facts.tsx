import type { Calibration } from '@larder/contracts/calibration'
import type { LotTrace } from '@larder/contracts/report'
import type { SortingRecord } from '@larder/contracts/sorting-record'
import type { ReactNode } from 'react'
import { useLanguage } from '../language/report-language.tsx'

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

export function Goods({ trace }: { trace: LotTrace }) {
  const { t, pick, format } = useLanguage()
  return (
    <dl className="facts">
      <Fact name={t('lot.id')}>{trace.lot.id}</Fact>
      <Fact name={t('lot.supplier')}>{trace.lot.supplier}</Fact>
      <Fact name={t('lot.origin')}>{pick(trace.lot.origin)}</Fact>
      <Fact name={t('lot.packed')}>{format.dateTime(trace.lot.packedAtMs)}</Fact>
      {trace.lot.useByMs !== null && <Fact name={t('lot.use-by')}>{format.date(trace.lot.useByMs)}</Fact>}
      <Fact name={t('lot.kept-as')}>{pick(trace.product.profileName)}</Fact>
    </dl>
  )
}

export function SortingRecords({ records }: { records: SortingRecord[] }) {
  const { t, format } = useLanguage()
  if (records.length === 0) return <p className="muted">{t('sorting.none')}</p>
  return records.map((record) => (
    <dl className="facts" key={record.id}>
      <Fact name={t('sorting.grade')}>{record.grade === 'rejected' ? t('sorting.rejected-grade') : record.grade}</Fact>
      <Fact name={t('sorting.at')}>{format.dateTime(record.atMs)}</Fact>
      <Fact name={t('sorting.line')}>{record.line}</Fact>
      <Fact name={t('sorting.by')}>{record.inspector}</Fact>
      <Fact name={t('sorting.accepted')}>{format.number(record.acceptedQuantity)}</Fact>
      <Fact name={t('sorting.rejected')}>{format.number(record.rejectedQuantity)}</Fact>
      {record.celsius !== null && <Fact name={t('sorting.celsius')}>{format.celsius(record.celsius)}</Fact>}
    </dl>
  ))
}

export function Probes({ trace }: { trace: LotTrace }) {
  const { t, format } = useLanguage()
  const gap = trace.coverage.worstGap
  return (
    <>
      <p className="coverage">
        <strong>{t('confidence.coverage', { percent: format.number(Math.floor(trace.coverage.percent)) })}</strong>
        <span className="muted">
          {gap === null
            ? t('probes.no-gap')
            : t('probes.worst-gap', {
                time: format.duration(gap.untilMs - gap.fromMs),
                from: format.dateTime(gap.fromMs),
              })}
        </span>
      </p>
      <ul className="probes">
        {trace.probes.map((probe) => (
          <li key={`${probe.site}/${probe.asset}/${probe.probe}`}>
            <span>
              <strong>{t(`role.${probe.role}`)}</strong> {probe.asset} · {probe.probe}
            </span>
            <span className="muted">
              {t('journey.coverage', { percent: format.number(Math.floor(probe.coveragePercent)) })}
            </span>
            <span className="muted">
              {t('probes.calibrated')}: <CalibrationText calibration={probe.calibration} />
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

function CalibrationText({ calibration }: { calibration: Calibration | null }) {
  const { t, format } = useLanguage()
  if (calibration === null) return t('probes.uncalibrated')
  return (
    <>
      {t('probes.calibration', {
        date: format.date(calibration.atMs),
        uncertainty: format.number(calibration.uncertaintyCelsius, 1),
        due: format.date(calibration.dueAtMs),
      })}
      {calibration.dueAtMs < Date.now() && <strong className="overdue"> ({t('probes.overdue')})</strong>}
    </>
  )
}

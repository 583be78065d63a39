import type { DeviceView } from '@larder/contracts/console'
import { useState } from 'react'
import { Link } from 'wouter'
import { useLanguage } from '../language/language.tsx'
import { Icon } from '../look/icon.tsx'
import {
  batteryIsLow,
  calibrationState,
  type DeviceColumn,
  type DeviceSort,
  type DeviceState,
  deviceState,
  signalIsWeak,
  sorted,
} from './device-order.ts'
import { useNames, useNow } from './known.tsx'

export function DeviceTable({ devices, withAsset }: { devices: DeviceView[]; withAsset: boolean }) {
  const { t } = useLanguage()
  const [sort, setSort] = useState<DeviceSort>({ column: 'asset', descending: false })
  const nowMs = useNow(5000)
  const columns: DeviceColumn[] = ['battery', 'signal', 'last-seen', 'calibration']
  const choose = (column: DeviceColumn): void =>
    setSort((before) => ({ column, descending: before.column === column && !before.descending }))
  return (
    <div className="scroll-x">
      <table className="stacking">
        <thead>
          <tr>
            <SortHead
              column="asset"
              sort={sort}
              onSort={choose}
              label={withAsset ? t('devices.asset') : t('devices.probe')}
            />
            <th scope="col">{t('devices.state')}</th>
            {columns.map((column) => (
              <SortHead key={column} column={column} sort={sort} onSort={choose} label={t(`devices.${column}`)} />
            ))}
            <th scope="col">{t('devices.firmware')}</th>
          </tr>
        </thead>
        <tbody>
          {sorted(devices, sort).map((device) => (
            <DeviceRow
              key={`${device.site}/${device.asset}/${device.probe}`}
              device={device}
              withAsset={withAsset}
              nowMs={nowMs}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface SortHeadProps {
  column: DeviceColumn
  label: string
  sort: DeviceSort
  onSort(column: DeviceColumn): void
}

function SortHead({ column, label, sort, onSort }: SortHeadProps) {
  const { t } = useLanguage()
  const chosen = sort.column === column
  return (
    <th scope="col" aria-sort={chosen ? (sort.descending ? 'descending' : 'ascending') : 'none'}>
      <button type="button" className="sort" onClick={() => onSort(column)} title={t('sort.by', { column: label })}>
        {label}
        <span aria-hidden="true">{chosen ? (sort.descending ? '↓' : '↑') : ''}</span>
      </button>
    </th>
  )
}

function DeviceRow({ device, withAsset, nowMs }: { device: DeviceView; withAsset: boolean; nowMs: number }) {
  const { t, format } = useLanguage()
  const names = useNames()
  const role = device.role === null ? '' : t(`role.${device.role}`)
  return (
    <tr>
      <td>
        {withAsset ? (
          <Link href={`/assets/${device.site}/${device.asset}`} className="row-link">
            {names.asset(device.site, device.asset)}
          </Link>
        ) : (
          <strong>{device.probe}</strong>
        )}
        <small className="muted">{withAsset && role !== '' ? `${device.probe} · ${role}` : role || device.probe}</small>
      </td>
      <td data-label={t('devices.state')}>
        <StateTag state={deviceState(device, nowMs)} />
        {!device.configured && (
          <span className="tag warning">
            <Icon name="warning" size={14} />
            {t('devices.unconfigured')}
          </span>
        )}
      </td>
      <td className="figure-left" data-label={t('devices.battery')}>
        <Battery device={device} />
      </td>
      <td className="figure-left" data-label={t('devices.signal')}>
        {device.rssiDbm === null ? '–' : `${format.number(device.rssiDbm)} dBm`}{' '}
        {signalIsWeak(device) && (
          <span className="tag warning">
            <Icon name="warning" size={14} />
            {t('devices.signal.weak')}
          </span>
        )}
      </td>
      <td data-label={t('devices.last-seen')}>
        {device.lastSeenMs === null ? t('devices.never') : format.ago(device.lastSeenMs, nowMs)}
      </td>
      <td data-label={t('devices.calibration')}>
        <CalibrationCell device={device} nowMs={nowMs} />
      </td>
      <td className="muted" data-label={t('devices.firmware')}>
        {device.firmware ?? '–'}
      </td>
    </tr>
  )
}

function StateTag({ state }: { state: DeviceState }) {
  const { t } = useLanguage()
  if (state === 'state-unknown') return <span className="tag">{t(`devices.${state}`)}</span>
  const offline = state === 'offline'
  return (
    <span className={offline ? 'tag critical' : 'tag ok'}>
      <Icon name={offline ? 'offline' : 'check'} size={14} />
      {t(`devices.${state}`)}
    </span>
  )
}

function Battery({ device }: { device: DeviceView }) {
  const { t, format } = useLanguage()
  if (device.batteryPercent === null && device.batteryVolts === null) return '–'
  return (
    <>
      {device.batteryPercent === null
        ? `${format.number(device.batteryVolts ?? 0, 2)} V`
        : `${format.number(device.batteryPercent)} %`}{' '}
      {batteryIsLow(device) && (
        <span className="tag warning">
          <Icon name="battery" size={14} />
          {t('devices.battery.low')}
        </span>
      )}
    </>
  )
}

function CalibrationCell({ device, nowMs }: { device: DeviceView; nowMs: number }) {
  const { t, format } = useLanguage()
  const state = calibrationState(device, nowMs)
  if (state === 'none' || device.calibration === null)
    return <span className="muted">{t('devices.calibration.none')}</span>
  const date = format.date(device.calibration.dueAtMs)
  if (state === 'ok') return t('devices.calibration.due', { date })
  return (
    <span className={state === 'overdue' ? 'tag critical' : 'tag warning'}>
      <Icon name="calendar" size={14} />
      {t(`devices.calibration.${state}`, { date })}
    </span>
  )
}

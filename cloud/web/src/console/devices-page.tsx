import { useState } from 'react'
import { paths } from '../api.ts'
import { useLanguage } from '../language/language.tsx'
import { Icon } from '../look/icon.tsx'
import { useResource } from '../resource.ts'
import { Choice } from './choice.tsx'
import { matches, needsAttention } from './device-order.ts'
import { DeviceTable } from './device-table.tsx'
import { Failure } from './failure.tsx'
import { useNames, useNow } from './known.tsx'
import { NoDevices } from './no-devices.tsx'

export function DevicesPage() {
  const { t } = useLanguage()
  const names = useNames()
  const nowMs = useNow(15_000)
  const { value: devices, failure, reload } = useResource(paths.devices, 15_000)
  const [words, setWords] = useState('')
  const [shown, setShown] = useState<'all' | 'attention'>('all')
  const rows = (devices ?? []).filter(
    (one) => matches(one, words, names.asset(one.site, one.asset)) && (shown === 'all' || needsAttention(one, nowMs)),
  )
  const worrying = (devices ?? []).filter((one) => needsAttention(one, nowMs)).length
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('nav.devices')}</h1>
        <div className="page-tools">
          <label className="search">
            <Icon name="search" size={18} />
            <span className="unseen">{t('devices.filter')}</span>
            <input
              type="search"
              placeholder={t('devices.filter')}
              value={words}
              onChange={(event) => setWords(event.target.value)}
            />
          </label>
          <Choice
            label={t('devices.show')}
            value={shown}
            onChange={setShown}
            options={[
              { value: 'all', label: t('devices.all') },
              { value: 'attention', label: `${t('devices.attention')} (${worrying})` },
            ]}
          />
        </div>
      </header>
      {failure !== undefined && <Failure failure={failure} onRetry={reload} />}
      {devices?.length === 0 && (
        <NoDevices icon="devices" title={t('devices.none')}>
          {t('devices.none.text')}
        </NoDevices>
      )}
      {rows.length > 0 && (
        <section className="panel flush">
          <DeviceTable devices={rows} withAsset />
        </section>
      )}
      {devices !== undefined && devices.length > 0 && rows.length === 0 && (
        <p className="muted">{t('devices.no-match')}</p>
      )}
    </div>
  )
}

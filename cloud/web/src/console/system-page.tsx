import { useState } from 'react'
import { Link } from 'wouter'
import type { EdgeView } from '../api.ts'
import { useLanguage } from '../language/language.tsx'
import { Icon } from '../look/icon.tsx'
import { Fact } from '../report/facts.tsx'
import { Accounts } from './accounts.tsx'
import { Empty } from './empty.tsx'
import { useKnown, useLive, useNames, useNow } from './known.tsx'
import { mayDecide } from './quality/signed-form.tsx'
import './system-page.css'

export default function SystemPage() {
  const { t } = useLanguage()
  const { session } = useKnown()
  const live = useLive()
  const edges = [...live.edges.values()]
  const settled = live.connection !== 'connecting'
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('nav.system')}</h1>
      </header>
      <section className="group">
        <h2>{t('system.edges')}</h2>
        {edges.map((edge) => (
          <EdgePanel key={edge.site} edge={edge} />
        ))}
        {edges.length === 0 && settled && (
          <Empty icon="system" title={t('system.edges.none')} command="npm run larder -- edge">
            {t('system.edges.none.text')}
          </Empty>
        )}
      </section>
      <section className="group">
        <h2>{t('system.quarantine')}</h2>
        <Quarantine />
      </section>
      {mayDecide(session.role) && (
        <section className="group">
          <h2>{t('recognition.open')}</h2>
          <p className="muted">
            {t('recognition.open.text')} <Link href="/recognition">{t('recognition.open')}</Link>
          </p>
        </section>
      )}
      {session.role === 'administrator' && (
        <section className="group">
          <h2>{t('accounts.title')}</h2>
          <Accounts />
        </section>
      )}
    </div>
  )
}

function EdgePanel({ edge: { site, status } }: { edge: EdgeView }) {
  const { t, format } = useLanguage()
  const names = useNames()
  const nowMs = useNow(5000)
  const { journal, store } = status
  const percent = Math.min(100, (100 * journal.bytes) / journal.maxBytes)
  const aside = Object.values(status.quarantined).reduce((sum, count) => sum + (count ?? 0), 0)
  return (
    <article className="panel edge">
      <div className="panel-head">
        <h3>{names.site(site)}</h3>
        <small className="muted">
          {t('system.heard', { ago: format.ago(status.atMs, nowMs) })} ·{' '}
          {t('system.running', { time: format.duration(nowMs - status.startedAtMs) })}
        </small>
      </div>
      <dl className="facts figures">
        <Fact name={t('system.accepted')}>{format.number(status.accepted)}</Fact>
        <Fact name={t('system.duplicates')}>{format.number(status.duplicates)}</Fact>
        <Fact name={t('system.late')}>{format.number(status.late)}</Fact>
        <Fact name={t('system.quarantined')}>{format.number(aside)}</Fact>
      </dl>
      <div className="edge-parts">
        <div>
          <h4>{t('system.journal')}</h4>
          <meter min={0} max={100} low={60} high={85} optimum={0} value={percent} aria-label={t('system.journal')} />
          <p className="figure">
            {t('system.journal.text', {
              bytes: format.bytes(journal.bytes),
              max: format.bytes(journal.maxBytes),
              rows: journal.rows,
            })}
          </p>
          <p className="muted small">
            {journal.oldestAtMs !== undefined &&
              t('system.journal.oldest', { ago: format.ago(journal.oldestAtMs, nowMs) })}
            {journal.aggregated > 0 && ` · ${t('system.journal.aggregated', { n: format.number(journal.aggregated) })}`}
          </p>
        </div>
        <div>
          <h4>{t('system.store')}</h4>
          <p>
            <Reach ok={store.reachable} words={t(store.reachable ? 'system.store.ok' : 'system.store.lost')} />{' '}
            <span className="muted">{store.kind === 'influxdb' ? 'InfluxDB' : 'SQLite'}</span>
          </p>
          {store.error !== undefined && <p className="small">{store.error}</p>}
        </div>
        <div>
          <h4>{t('system.sources')}</h4>
          {status.sources.length === 0 && <p className="muted">{t('system.sources.none')}</p>}
          <ul className="sources">
            {status.sources.map((source) => (
              <li key={source.name}>
                <Reach ok={source.connected} words={t(source.connected ? 'system.source.ok' : 'system.source.lost')} />{' '}
                {source.name}
                {source.error !== undefined && <small className="muted">{source.error}</small>}
              </li>
            ))}
          </ul>
        </div>
      </div>
    </article>
  )
}

function Reach({ ok, words }: { ok: boolean; words: string }) {
  return (
    <span className={ok ? 'tag ok' : 'tag critical'}>
      <Icon name={ok ? 'check' : 'offline'} size={14} />
      {words}
    </span>
  )
}

const refusedCommand = `mosquitto_pub -h ${location.hostname} -u DEVICE -P PASSWORD -q 1 -t larder/v1/reading/SITE/ASSET/PROBE -m 'not json'`

/** A noisy receiver alone fills pages; the newest few tell what is wrong. */
const quarantineBrief = 8
const quarantineShown = 100

function Quarantine() {
  const { t, format } = useLanguage()
  const { quarantine, connection } = useLive()
  const [whole, setWhole] = useState(false)
  if (quarantine.length === 0) {
    if (connection === 'connecting') return null
    return (
      <Empty icon="ok" title={t('system.quarantine.none')} command={refusedCommand}>
        {t('system.quarantine.none.text')}
      </Empty>
    )
  }
  return (
    <div className="panel flush">
      <table className="stacking">
        <thead>
          <tr>
            <th scope="col">{t('system.quarantine.when')}</th>
            <th scope="col">{t('system.quarantine.reason')}</th>
            <th scope="col">{t('system.quarantine.detail')}</th>
            <th scope="col">{t('system.quarantine.excerpt')}</th>
          </tr>
        </thead>
        <tbody>
          {quarantine.slice(0, whole ? quarantineShown : quarantineBrief).map((one) => (
            <tr key={one.id}>
              <td className="nowrap">{format.dateTime(one.atMs)}</td>
              <td data-label={t('system.quarantine.reason')}>
                <span className="tag warning">
                  <Icon name="warning" size={14} />
                  {t(`reason.${one.reason}`)}
                </span>
              </td>
              <td data-label={t('system.quarantine.detail')}>
                {one.detail}
                <small className="muted break">{one.source}</small>
              </td>
              <td data-label={t('system.quarantine.excerpt')}>
                <code className="excerpt">{one.excerpt}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {!whole && quarantine.length > quarantineBrief && (
        <button type="button" className="button quiet" onClick={() => setWhole(true)}>
          {t('system.quarantine.more', { n: Math.min(quarantineShown, quarantine.length) })}
        </button>
      )}
    </div>
  )
}

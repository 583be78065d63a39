import type { FiledReport, ReportChange } from '@larder/contracts/report-version'
import { useState } from 'react'
import { paths } from '../api.ts'
import { InTimeZone, useLanguage } from '../language/report-language.tsx'
import { Icon } from '../look/icon.tsx'
import { useResource } from '../resource.ts'
import { useChangeWords } from './change-words.ts'

/** What this version says otherwise than the one the reader saw last, or than the one before. */
export default function Changes({ token, report, seen }: { token: string; report: FiledReport; seen: number | null }) {
  const { t } = useLanguage()
  const versions = useResource(paths.versions(token)).value ?? []
  const [chosen, setChosen] = useState<number | null>(null)
  const earlier = versions.filter(({ version }) => version < report.version)
  const since = chosen ?? earlier.find(({ version }) => version === seen)?.version ?? earlier[0]?.version ?? null
  const { value } = useResource(since === null ? null : paths.changes(token, since))
  if (value === undefined || since === null) return null
  return (
    <InTimeZone timeZone={report.timeZone}>
      <section className="panel changes">
        <h3>{t('changes.title')}</h3>
        <Versions {...{ earlier, since, seen }} onChoose={setChosen} />
        {value.changes.length === 0 ? (
          <p className="muted">{t('changes.none')}</p>
        ) : (
          <ChangeList changes={value.changes} report={report} />
        )}
      </section>
    </InTimeZone>
  )
}

interface VersionsProps {
  earlier: { version: number; createdAtMs: number }[]
  since: number
  seen: number | null
  onChoose(version: number): void
}

function Versions({ earlier, since, seen, onChoose }: VersionsProps) {
  const { t, format } = useLanguage()
  return (
    <label className="labelled changes-since">
      {t('changes.pick')}
      <select value={since} onChange={(event) => onChoose(Number(event.target.value))}>
        {earlier.map(({ version, createdAtMs }) => (
          <option key={version} value={version}>
            {t('changes.version', { version, at: format.dateTime(createdAtMs) })}
            {version === seen && ` (${t('changes.seen')})`}
          </option>
        ))}
      </select>
    </label>
  )
}

function ChangeList({ changes, report }: { changes: ReportChange[]; report: FiledReport }) {
  const { pick } = useLanguage()
  const words = useChangeWords()
  const names = new Map(report.lots.map(({ lot, product }) => [lot.id, pick(product.name)]))
  const several = report.lots.length > 1
  return (
    <ul>
      {changes.map((change) => (
        <li key={JSON.stringify(change)}>
          <Icon name="reset" size={16} />
          <span>
            {several && <strong>{names.get(change.lot) ?? change.lot}: </strong>}
            {words(change)}
          </span>
        </li>
      ))}
    </ul>
  )
}

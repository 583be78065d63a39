import type { RuleDetail, RuleVersion } from '@larder/contracts/rule'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { paths } from '../../api.ts'
import { useLanguage } from '../../language/language.tsx'
import { useResource } from '../../resource.ts'
import { Failure } from '../failure.tsx'
import { InnerHead } from '../inner-head.tsx'
import { useNames } from '../known.tsx'
import { changesBetween } from './changes.ts'
import { fieldWords } from './field-words.ts'
import { RuleEditor } from './rule-editor.tsx'

/** One profile: its form, what it is used for, and everything that was ever changed. */
export function RulePage({ name }: { name: string }) {
  const { t, pick } = useLanguage()
  const names = useNames()
  const [, go] = useLocation()
  const [saved, setSaved] = useState(false)
  const { value: rule, failure, reload } = useResource(paths.rule(name))
  const onSaved = (): void => {
    setSaved(true)
    reload()
  }
  const used = rule?.assets.map(({ site, asset }) => names.asset(site, asset)) ?? []
  return (
    <div className="page">
      <InnerHead
        parent={{ href: '/rules', name: t('nav.rules') }}
        title={rule === undefined ? name : pick(rule.profile.name)}
        under={
          <p className="muted">
            {name}
            {used.length > 0 && ` · ${t('rules.used.assets', { assets: used.join(t('rules.comma')) })}`}
            {(rule?.products ?? 0) > 0 && ` · ${t('rules.used.products', { n: rule?.products ?? 0 })}`}
          </p>
        }
      >
        {null}
      </InnerHead>
      {failure?.status === 404 && saved ? (
        <p className="notice ok" role="status">
          {t('rules.removed')}{' '}
          <button type="button" className="button" onClick={() => go('/rules')}>
            {t('nav.rules')}
          </button>
        </p>
      ) : (
        failure !== undefined && <Failure failure={failure} onRetry={reload} />
      )}
      {saved && failure === undefined && (
        <p className="notice ok" role="status">
          {t('rules.saved')}
        </p>
      )}
      {rule !== undefined && failure === undefined && (
        <>
          <RuleEditor key={rule.history[0]?.version ?? 0} rule={rule} onSaved={onSaved} />
          <History rule={rule} />
        </>
      )}
    </div>
  )
}

function History({ rule }: { rule: RuleDetail }) {
  const { t } = useLanguage()
  const { history } = rule
  return (
    <section className="panel">
      <h2>{t('rules.history')}</h2>
      {history.length === 0 && <p className="muted">{t('rules.history.none')}</p>}
      <ol className="rule-history">
        {history.map((one, index) => (
          <Edit
            key={one.version}
            edit={one}
            before={history[index + 1]?.profile ?? rule.default}
            after={one.profile ?? rule.default}
          />
        ))}
      </ol>
    </section>
  )
}

function Edit({
  edit,
  before,
  after,
}: {
  edit: RuleVersion
  before: RuleDetail['default']
  after: RuleDetail['default']
}) {
  const { t, format } = useLanguage()
  const changes = changesBetween(before, after)
  return (
    <li>
      <p>
        <strong>{edit.why}</strong>
        <small className="muted">
          {t('rules.history.by', { by: edit.by, time: format.dateTime(edit.atMs), version: edit.version })}
        </small>
      </p>
      {edit.profile === null && <span className="tag">{t('rules.history.reset')}</span>}
      <ul className="rule-changes">
        {changes.map(({ path, from, to }) => (
          <li key={path}>
            {fieldWords(path, t)}: <span className="muted">{from ?? '–'}</span> → <strong>{to ?? '–'}</strong>
          </li>
        ))}
      </ul>
    </li>
  )
}

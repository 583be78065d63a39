import type { DryRun, PolicyVersion } from '@larder/contracts/compensation'
import { useState } from 'react'
import { post, type Refusal } from '../../api.ts'
import { useLanguage } from '../../language/language.tsx'
import { useResource } from '../../resource.ts'
import { Failure } from '../failure.tsx'
import { useKnown } from '../known.tsx'
import { carePaths } from './care-paths.ts'
import { DryRunView } from './dry-run-view.tsx'
import { type FieldFaults, LimitsEditor } from './limits-editor.tsx'
import { draftOf, type PolicyDraft, policyOf } from './policy-draft.ts'
import { refusalOf } from './refusal-of.ts'
import { TierTable } from './tier-table.tsx'

/** The policy as a table that managers edit, try on what is on file, and put in force. */
export function PolicySection() {
  const { t } = useLanguage()
  const { value: inForce, failure, reload } = useResource(carePaths.policy)
  if (failure !== undefined) return <Failure failure={failure} onRetry={reload} />
  if (inForce === undefined) return <p className="muted">{t('loading')}</p>
  return <PolicyEditor key={inForce.version} inForce={inForce} onSaved={reload} />
}

function PolicyEditor({ inForce, onSaved }: { inForce: PolicyVersion; onSaved: () => void }) {
  const { t, format } = useLanguage()
  const { role } = useKnown().session
  const mayEdit = role === 'manager' || role === 'administrator'
  const [draft, setDraft] = useState<PolicyDraft>(() => draftOf(inForce.policy))
  const [faults, setFaults] = useState<FieldFaults>({})
  const [failure, setFailure] = useState<Refusal | null>(null)
  const [dryRun, setDryRun] = useState<DryRun | null>(null)
  const [days, setDays] = useState('30')
  const [why, setWhy] = useState('')

  const edit = (next: PolicyDraft): void => {
    setDraft(next)
    setFaults({})
    setFailure(null)
    setDryRun(null)
  }
  /** Reads the draft and does something with it; every fault, ours or the server's, stands beside its field. */
  const withPolicy = async (work: (policy: object) => Promise<void>): Promise<void> => {
    const read = policyOf(draft)
    if ('faults' in read) {
      setFaults(Object.fromEntries(read.faults.map(({ field, fault }) => [field, t(`policy.fault.${fault}`)])))
      return
    }
    setFaults({})
    setFailure(null)
    try {
      await work(read.policy)
    } catch (cause) {
      const refusal = refusalOf(cause)
      setFailure(refusal)
      const own = refusal.fields.map(({ field, message }) => [field.replace(/^policy\./, ''), message])
      setFaults(Object.fromEntries(own))
    }
  }
  const run = () =>
    withPolicy(async (policy) => setDryRun(await post(carePaths.dryRun, { policy, days: Number(days) || 30 })))
  const save = () =>
    withPolicy(async (policy) => {
      await post(carePaths.policy, { basedOn: inForce.version, policy, why })
      onSaved()
    })

  const { version, by, why: reason, atMs } = inForce
  const told =
    version === 0
      ? t('policy.built-in')
      : t('policy.version', { version, by, why: reason, time: format.dateTime(atMs) })
  return (
    <section className="panel policy">
      <h2>{t('policy.title')}</h2>
      <p className="muted">{told}</p>
      {!mayEdit && <p className="muted">{t('policy.read-only')}</p>}
      <fieldset disabled={!mayEdit}>
        <TierTable
          tiers={draft.tiers}
          faults={faults}
          mayEdit={mayEdit}
          onChange={(tiers) => edit({ ...draft, tiers })}
        />
        <LimitsEditor draft={draft} faults={faults} onChange={edit} />
      </fieldset>
      {mayEdit && (
        <div className="policy-end">
          <form
            onSubmit={(event) => {
              event.preventDefault()
              void run()
            }}
          >
            <label className="field">
              {t('dry-run.days')}
              <input
                type="number"
                min={1}
                max={366}
                required
                value={days}
                onChange={(event) => setDays(event.target.value)}
              />
            </label>
            <button type="submit" className="button">
              {t('dry-run.run')}
            </button>
          </form>
          <form
            className="policy-save"
            onSubmit={(event) => {
              event.preventDefault()
              void save()
            }}
          >
            <label className="field">
              {t('policy.why')}
              <input
                value={why}
                required
                minLength={3}
                maxLength={500}
                onChange={(event) => setWhy(event.target.value)}
              />
            </label>
            <button type="button" className="button quiet" onClick={() => edit(draftOf(inForce.policy))}>
              {t('policy.undo')}
            </button>
            <button type="submit" className="button primary" disabled={why.trim().length < 3}>
              {t('policy.save')}
            </button>
          </form>
        </div>
      )}
      {failure !== null && <Failure failure={failure} />}
      {dryRun !== null && <DryRunView result={dryRun} />}
      <Versions />
    </section>
  )
}

function Versions() {
  const { t, format } = useLanguage()
  const [open, setOpen] = useState(false)
  const versions = useResource(open ? carePaths.policyHistory : null).value
  return (
    <details className="disclosure" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('policy.history')}</summary>
      <ul className="versions">
        {versions?.map(({ version, by, why, atMs }) => (
          <li key={version}>
            {version === 0
              ? t('policy.built-in')
              : t('policy.version', { version, by, why, time: format.dateTime(atMs) })}
          </li>
        ))}
      </ul>
    </details>
  )
}

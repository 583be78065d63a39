import type { Profile } from '@larder/contracts/profile'
import type { RuleDetail } from '@larder/contracts/rule'
import { type FormEvent, useId, useMemo, useState } from 'react'
import { paths, post, Refusal } from '../../api.ts'
import { useLanguage } from '../../language/language.tsx'
import { Icon } from '../../look/icon.tsx'
import { useKnown } from '../known.tsx'
import { refusalWords } from '../refusal-words.ts'
import { type Draft, draftOf, profileOf } from './draft.ts'
import { Figure, FormContext, Phases, Sides } from './rule-fields.tsx'
import { Trial } from './trial.tsx'

/** The form of one profile, with the reason for the edit and a trial on history before it is switched on. */
export function RuleEditor({ rule, onSaved }: { rule: RuleDetail; onSaved: () => void }) {
  const { t } = useLanguage()
  const { session } = useKnown()
  const [draft, setDraft] = useState<Draft>(() => draftOf(rule.profile))
  const formId = useId()
  const [why, setWhy] = useState('')
  const [refused, setRefused] = useState<Refusal | null>(null)
  const mayEdit = session.role === 'manager' || session.role === 'administrator'
  const candidate = useMemo(() => profileOf(draft, rule.profile), [draft, rule.profile])
  const changed = JSON.stringify(draftOf(candidate)) !== JSON.stringify(draftOf(rule.profile))
  const faults = useMemo(() => faultsOf(refused), [refused])
  const form = useMemo(() => ({ draft, faults, change: setDraft }), [draft, faults])

  const send = async (path: string, body: object): Promise<void> => {
    setRefused(null)
    try {
      await post(path, { ...body, version: rule.history[0]?.version ?? 0, why })
      onSaved()
    } catch (cause) {
      setRefused(cause instanceof Refusal ? cause : new Refusal(0, String(cause)))
    }
  }
  const save = (event: FormEvent): void => {
    event.preventDefault()
    void send(paths.rule(rule.name), { profile: candidate })
  }

  return (
    <FormContext value={form}>
      <form id={formId} className="rule-form" onSubmit={save}>
        <fieldset disabled={!mayEdit}>
          <section className="panel">
            <h2>{t('rules.limits')}</h2>
            <p className="muted small">{t('rules.limits.text')}</p>
            <Sides />
            <Phases />
          </section>
          <section className="panel">
            <h2>{t('rules.more')}</h2>
            <p className="muted small">{t('rules.more.text')}</p>
            <MoreRules />
          </section>
          <section className="panel">
            <h2>{t('rules.goods')}</h2>
            <Goods profile={rule.profile} />
          </section>
        </fieldset>
      </form>
      {/* Beside the form, not in it: the trial has a form of its own. */}
      <Trial rule={rule} draft={candidate} />
      {mayEdit && (
        <section className="panel rule-save">
          <label className="field">
            {t('rules.why')}
            <input
              form={formId}
              value={why}
              minLength={3}
              maxLength={500}
              onChange={(event) => setWhy(event.target.value)}
              required
            />
          </label>
          {refused !== null && <Refused refused={refused} />}
          <p className="form-end">
            {rule.edited !== null && (
              <button
                type="button"
                className="button"
                disabled={why.trim().length < 3}
                onClick={() => void send(paths.ruleReset(rule.name), {})}
              >
                {t(rule.builtIn ? 'rules.reset' : 'rules.remove')}
              </button>
            )}
            <button type="submit" form={formId} className="button primary" disabled={!changed}>
              {t('rules.save')}
            </button>
          </p>
        </section>
      )}
    </FormContext>
  )
}

function Refused({ refused }: { refused: Refusal }) {
  const { t } = useLanguage()
  return (
    <p className="notice critical" role="alert">
      <Icon name="warning" />
      <span>{refused.fields.length > 0 ? t('rules.refused') : refusalWords(refused, t)}</span>
    </p>
  )
}

function MoreRules() {
  const { t } = useLanguage()
  return (
    <div className="rule-grid">
      <Figure path="doorOpenMinutes" label={t('rules.doorOpenMinutes')} required />
      <Figure path="silenceMinutes" label={t('rules.silenceMinutes')} required />
      <Figure path="startUpIgnoreMinutes" label={t('rules.startUpIgnoreMinutes')} required />
      <Figure path="hysteresisCelsius" label={t('rules.hysteresisCelsius')} required />
      <Figure path="breachWithinMinutes" label={t('rules.breachWithinMinutes')} />
      <Figure path="rise.celsius" label={t('rules.rise.celsius')} />
      <Figure path="rise.withinMinutes" label={t('rules.rise.withinMinutes')} />
      <Figure path="spike.celsius" label={t('rules.spike.celsius')} />
      <Figure path="spike.withinMinutes" label={t('rules.spike.withinMinutes')} />
      <Figure path="lifeSpent.warnPercent" label={t('rules.lifeSpent.warnPercent')} />
      <Figure path="lifeSpent.limitPercent" label={t('rules.lifeSpent.limitPercent')} />
    </div>
  )
}

function Goods({ profile }: { profile: Profile }) {
  const { t } = useLanguage()
  return (
    <div className="rule-grid">
      <Name language="zh" />
      <Name language="en" />
      <Figure path="targetCelsius.0" label={t('rules.target.from')} />
      <Figure path="targetCelsius.1" label={t('rules.target.to')} />
      {profile.shelfLife !== null && (
        <>
          <Figure path="shelfLife.lifeDays" label={t('rules.shelfLife.lifeDays')} required />
          <Figure path="shelfLife.atCelsius" label={t('rules.shelfLife.atCelsius')} required />
          <Figure path="shelfLife.storageCelsius" label={t('rules.shelfLife.storageCelsius')} required />
        </>
      )}
    </div>
  )
}

function Name({ language }: { language: 'zh' | 'en' }) {
  const { t } = useLanguage()
  return (
    <FormContext.Consumer>
      {({ draft, change }) => (
        <label className="rule-figure">
          <span className="rule-label">{t(`rules.name.${language}`)}</span>
          <input
            lang={language}
            value={draft[`name.${language}`] ?? ''}
            maxLength={60}
            required
            onChange={(event) => change({ ...draft, [`name.${language}`]: event.target.value })}
          />
        </label>
      )}
    </FormContext.Consumer>
  )
}

/** What the server said against fields of the profile, by their path in the form. */
const faultsOf = (refused: Refusal | null): ReadonlyMap<string, string> =>
  new Map(refused?.fields.map(({ field, message }) => [field.replace(/^profile\./, ''), message]))

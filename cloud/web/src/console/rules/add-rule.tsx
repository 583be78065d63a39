import type { RuleView } from '@larder/contracts/rule'
import { type FormEvent, useState } from 'react'
import { useLocation } from 'wouter'
import { paths, post, Refusal } from '../../api.ts'
import { useLanguage } from '../../language/language.tsx'
import { Failure } from '../failure.tsx'

/** A profile of the shop's own begins as a copy of another. */
export function AddRule({ rules }: { rules: RuleView[] }) {
  const { t, pick } = useLanguage()
  const [, go] = useLocation()
  const [refused, setRefused] = useState<Refusal | null>(null)
  const add = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const said = (field: string): string => String(fields.get(field)).trim()
    const base = rules.find(({ name }) => name === said('base'))
    if (base === undefined) return
    const name = `own-${said('id')}`
    const profile = { ...base.profile, name: { zh: said('zh'), en: said('en') } }
    try {
      await post(paths.rule(name), { profile, version: 0, why: t('rules.add.why', { from: base.name }) })
      go(`/rules/${name}`)
    } catch (cause) {
      setRefused(cause instanceof Refusal ? cause : new Refusal(0, String(cause)))
    }
  }
  return (
    <section className="panel">
      <h2>{t('rules.add')}</h2>
      <p className="muted small">{t('rules.add.text')}</p>
      <form className="inline-form" onSubmit={(event) => void add(event)}>
        <label className="field">
          {t('rules.add.id')}
          <input
            name="id"
            required
            pattern="[a-z0-9\-]{1,40}"
            autoCapitalize="none"
            spellCheck={false}
            placeholder="sashimi"
          />
        </label>
        <label className="field">
          {t('rules.name.zh')}
          <input name="zh" lang="zh" required maxLength={60} />
        </label>
        <label className="field">
          {t('rules.name.en')}
          <input name="en" lang="en" required maxLength={60} />
        </label>
        <label className="field">
          {t('rules.add.base')}
          <select name="base">
            {rules.map(({ name, profile }) => (
              <option key={name} value={name}>
                {pick(profile.name)}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" className="button">
          {t('rules.add.submit')}
        </button>
      </form>
      {refused !== null && <Failure failure={refused} />}
    </section>
  )
}

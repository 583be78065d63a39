import type { AccountView, Role } from '@larder/contracts/account'
import { type FormEvent, useState } from 'react'
import { addAccount, changeAccount, paths, Refusal } from '../api.ts'
import { useLanguage } from '../language/language.tsx'
import { useResource } from '../resource.ts'
import { Failure } from './failure.tsx'
import { useKnown } from './known.tsx'

const roles: Role[] = ['staff', 'agent', 'manager', 'administrator']

/** For administrators: who may sign in, and as what. */
export function Accounts() {
  const { t } = useLanguage()
  const { value: accounts, failure, reload } = useResource(paths.accounts)
  const [refused, setRefused] = useState<Refusal | null>(null)

  const change = async (step: () => Promise<unknown>): Promise<boolean> => {
    setRefused(null)
    try {
      await step()
      reload()
      return true
    } catch (cause) {
      setRefused(cause instanceof Refusal ? cause : new Refusal(0, String(cause)))
      return false
    }
  }

  return (
    <div className="panel">
      {failure !== undefined && <Failure failure={failure} onRetry={reload} />}
      <table className="stacking">
        <thead>
          <tr>
            <th scope="col">{t('accounts.name')}</th>
            <th scope="col">{t('accounts.role')}</th>
            <th scope="col">{t('accounts.state')}</th>
            <th scope="col">
              <span className="unseen">{t('accounts.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {accounts?.map((account) => (
            <AccountRow key={account.name} account={account} onChange={change} />
          ))}
        </tbody>
      </table>
      {refused !== null && <Failure failure={refused} />}
      <AddAccount onAdd={change} />
    </div>
  )
}

interface AccountRowProps {
  account: AccountView
  onChange(step: () => Promise<unknown>): Promise<boolean>
}

function AccountRow({ account, onChange }: AccountRowProps) {
  const { t } = useLanguage()
  const { session } = useKnown()
  const own = account.name === session.name
  return (
    <tr>
      <td>
        <strong>{account.name}</strong>
      </td>
      <td data-label={t('accounts.role')}>
        <select
          aria-label={t('accounts.role-of', { name: account.name })}
          value={account.role}
          disabled={own}
          onChange={(event) => void onChange(() => changeAccount(account.name, { role: event.target.value as Role }))}
        >
          {roles.map((role) => (
            <option key={role} value={role}>
              {t(`role.${role}`)}
            </option>
          ))}
        </select>
      </td>
      <td data-label={t('accounts.state')}>
        <span className={account.disabled ? 'tag' : 'tag ok'}>
          {t(account.disabled ? 'accounts.disabled' : 'accounts.active')}
        </span>
      </td>
      <td className="row-end">
        {!own && (
          <button
            type="button"
            className="button"
            onClick={() => void onChange(() => changeAccount(account.name, { disabled: !account.disabled }))}
          >
            {t(account.disabled ? 'accounts.enable' : 'accounts.disable')}
          </button>
        )}
      </td>
    </tr>
  )
}

function AddAccount({ onAdd }: { onAdd: AccountRowProps['onChange'] }) {
  const { t } = useLanguage()
  const [added, setAdded] = useState('')
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const form = event.currentTarget
    const fields = new FormData(form)
    const name = String(fields.get('name')).trim()
    const input = { name, role: fields.get('role') as Role, password: String(fields.get('password')) }
    if (!(await onAdd(() => addAccount(input)))) return
    setAdded(name)
    form.reset()
  }
  return (
    <form className="inline-form" onSubmit={submit}>
      <label className="field">
        {t('accounts.name')}
        <input
          name="name"
          required
          pattern="[a-z][a-z0-9._\-]{1,39}"
          autoCapitalize="none"
          spellCheck={false}
          autoComplete="off"
        />
      </label>
      <label className="field">
        {t('accounts.role')}
        <select name="role">
          {roles.map((role) => (
            <option key={role} value={role}>
              {t(`role.${role}`)}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        {t('accounts.password')}
        <input
          name="password"
          type="password"
          minLength={12}
          maxLength={200}
          required
          autoComplete="new-password"
          title={t('accounts.password.hint')}
        />
      </label>
      <button type="submit" className="button primary">
        {t('accounts.add')}
      </button>
      <p className="muted small" aria-live="polite">
        {added === '' ? t('accounts.password.hint') : t('accounts.added', { name: added })}
      </p>
    </form>
  )
}

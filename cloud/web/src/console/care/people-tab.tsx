import { type AgentSkillView, sceneGroup } from '@larder/contracts/agent-skill'
import { languages } from '@larder/contracts/language'
import { type ReactNode, useState } from 'react'
import { post, type Refusal } from '../../api.ts'
import { useLanguage } from '../../language/language.tsx'
import { useResource } from '../../resource.ts'
import { Failure } from '../failure.tsx'
import { useKnown } from '../known.tsx'
import { carePaths } from './care-paths.ts'
import { refusalOf } from './refusal-of.ts'

const renewMs = 30_000

/** Who takes which tickets. A manager says what each is good at; everybody says whether they are there. */
export function PeopleTab({ tabs }: { tabs: ReactNode }) {
  const { t } = useLanguage()
  const { session } = useKnown()
  const { value: people, failure, reload } = useResource(carePaths.skills, renewMs)
  const [fault, setFault] = useState<Refusal | null>(null)
  const mayEdit = session.role === 'manager' || session.role === 'administrator'
  const save = async (change: () => Promise<unknown>): Promise<void> => {
    setFault(null)
    try {
      await change()
    } catch (cause) {
      setFault(refusalOf(cause))
    }
    reload()
  }
  return (
    <>
      <header className="page-head">
        <div>
          <h1>{t('nav.care')}</h1>
          <p className="muted">{t('people.lead')}</p>
        </div>
        <div className="page-tools">{tabs}</div>
      </header>
      {failure !== undefined && <Failure failure={failure} onRetry={reload} />}
      {fault !== null && <Failure failure={fault} />}
      {people !== undefined && (
        <div className="panel flush">
          <table className="stacking people">
            <thead>
              <tr>
                <th scope="col">{t('people.who')}</th>
                <th scope="col">{t('people.groups')}</th>
                <th scope="col">{t('people.languages')}</th>
                <th scope="col" className="figure">
                  {t('people.load')}
                </th>
                <th scope="col">{t('people.available')}</th>
              </tr>
            </thead>
            <tbody>
              {people.map((one) => (
                <PersonRow
                  key={one.account}
                  one={one}
                  mayEdit={mayEdit}
                  isMe={one.account === session.name}
                  onSkill={({ account, role: _role, load: _load, ...skill }) =>
                    save(() => post(carePaths.skill(account), skill))
                  }
                  onAvailable={(available) => save(() => post(carePaths.availability, { available }))}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p className="muted small">{t('people.text')}</p>
    </>
  )
}

interface PersonRowProps {
  one: AgentSkillView
  mayEdit: boolean
  isMe: boolean
  onSkill(next: AgentSkillView): Promise<void>
  onAvailable(available: boolean): Promise<void>
}

function PersonRow({ one, mayEdit, isMe, onSkill, onAvailable }: PersonRowProps) {
  const { t } = useLanguage()
  const toggled = <T,>(all: readonly T[], item: T): T[] =>
    all.includes(item) ? all.filter((other) => other !== item) : [...all, item]
  const chip = (label: string, pressed: boolean, onClick: () => void) => (
    <button
      key={label}
      type="button"
      className="chip"
      aria-pressed={pressed}
      aria-label={`${one.account}: ${label}`}
      disabled={!mayEdit}
      onClick={onClick}
    >
      {label}
    </button>
  )
  const available = (next: boolean): Promise<void> =>
    mayEdit ? onSkill({ ...one, available: next }) : onAvailable(next)
  return (
    <tr>
      <th scope="row">
        {one.account} <small className="muted">{t(`role.${one.role}`)}</small>
      </th>
      <td data-label={t('people.groups')}>
        <span className="quick">
          {sceneGroup.options.map((group) =>
            chip(
              t(`people.group.${group}`),
              one.groups.includes(group),
              () => void onSkill({ ...one, groups: toggled(one.groups, group) }),
            ),
          )}
        </span>
      </td>
      <td data-label={t('people.languages')}>
        <span className="quick">
          {languages.map((language) =>
            chip(
              t(`agent.language.${language}`),
              one.languages.includes(language),
              () => void onSkill({ ...one, languages: toggled(one.languages, language) }),
            ),
          )}
        </span>
      </td>
      <td data-label={t('people.load')} className="figure">
        {one.load}
      </td>
      <td data-label={t('people.available')}>
        <label className="tick">
          <input
            type="checkbox"
            checked={one.available}
            disabled={!mayEdit && !isMe}
            aria-label={`${one.account}: ${t('people.available')}`}
            onChange={(event) => void available(event.target.checked)}
          />
          {t(one.available ? 'people.there' : 'people.away')}
        </label>
      </td>
    </tr>
  )
}

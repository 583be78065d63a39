import { createContext, useContext } from 'react'
import { useLanguage } from '../../language/language.tsx'
import { type Draft, isGiven, phases, sideFields, sides, without } from './draft.ts'

export interface FormState {
  draft: Draft
  faults: ReadonlyMap<string, string>
  change(draft: Draft): void
}

export const FormContext = createContext<FormState>({ draft: {}, faults: new Map(), change: () => undefined })

type Unit = 'celsius' | 'minutes' | 'percent' | 'days'
const unitWords = { celsius: '°C', percent: '%' } as const
const unitOf = (path: string): Unit =>
  path.endsWith('inutes')
    ? 'minutes'
    : path.endsWith('Percent')
      ? 'percent'
      : path.endsWith('Days')
        ? 'days'
        : 'celsius'

interface FigureProps {
  path: string
  label: string
  required?: boolean
  /** The label is said, not shown: a table's heads show it. */
  bare?: boolean
}

/** One figure with its unit and what the server says against it. */
export function Figure({ path, label, required = false, bare = false }: FigureProps) {
  const { t } = useLanguage()
  const { draft, faults, change } = useContext(FormContext)
  const fault = faults.get(path)
  const unit = unitOf(path)
  return (
    <label className="rule-figure">
      <span className={bare ? 'unseen' : 'rule-label'}>{label}</span>
      <span className="rule-input">
        <input
          type="number"
          step="any"
          inputMode="decimal"
          value={draft[path] ?? ''}
          required={required}
          aria-invalid={fault !== undefined}
          onChange={(event) => change({ ...draft, [path]: event.target.value })}
        />
        <span className="muted">
          {unit === 'minutes' || unit === 'days' ? t(`rules.unit.${unit}`) : unitWords[unit]}
        </span>
      </span>
      {fault !== undefined && <span className="field-fault">{fault}</span>}
    </label>
  )
}

/** The limits of both sides: of the profile itself, or of one phase. */
export function Sides({ prefix = '' }: { prefix?: string }) {
  const { t } = useLanguage()
  const { draft, faults } = useContext(FormContext)
  return (
    <div className="scroll-x">
      <table className="stacking rule-sides">
        <thead>
          <tr>
            <th scope="col">
              <span className="unseen">{t('rules.side')}</span>
            </th>
            {sideFields.map((field) => (
              <th key={field} scope="col">
                {t(`rules.${field}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sides.map((side) => {
            const path = `${prefix}${side}`
            const fault = faults.get(path)
            return (
              <tr key={side}>
                <th scope="row">
                  {t(`rules.${side}`)}
                  {fault !== undefined && <span className="field-fault">{fault}</span>}
                </th>
                {sideFields.map((field) => (
                  <td key={field} data-label={t(`rules.${field}`)}>
                    <Figure
                      path={`${path}.${field}`}
                      label={`${t(`rules.${side}`)}: ${t(`rules.${field}`)}`}
                      required={field !== 'limitTotalMinutes' && isGiven(draft, path)}
                      bare
                    />
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

/** Where the goods are may have limits of its own. */
export function Phases() {
  const { t } = useLanguage()
  const { draft, change } = useContext(FormContext)
  return phases.map((phase) => {
    const path = `phases.${phase}`
    const given = isGiven(draft, path)
    return (
      <details key={phase} className="disclosure rule-phase" open={given}>
        <summary>
          {t(`rules.phase.${phase}`)} <span className="muted">{t(given ? 'rules.phase.own' : 'rules.phase.same')}</span>
        </summary>
        <Sides prefix={`${path}.`} />
        {given && (
          <button type="button" className="button quiet" onClick={() => change(without(draft, path))}>
            {t('rules.phase.clear')}
          </button>
        )}
      </details>
    )
  })
}

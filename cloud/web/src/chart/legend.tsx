import type { ProbeRole } from '@larder/contracts/site'
import { useLanguage } from '../language/report-language.tsx'

export type Mark = 'door' | 'defrost' | 'gap' | 'situation'

/** What a chart's lines and marks mean. */
export function Legend({ roles, marks }: { roles: readonly ProbeRole[]; marks: readonly Mark[] }) {
  const { t } = useLanguage()
  return (
    <ul className="legend">
      {roles.map((role) => (
        <li key={role}>
          <span className={`swatch line ${role}`} />
          {t(`role.${role}`)}
        </li>
      ))}
      {marks.map((mark) => (
        <li key={mark}>
          <span className={`swatch ${mark}`} />
          {t(`chart.${mark}`)}
        </li>
      ))}
    </ul>
  )
}

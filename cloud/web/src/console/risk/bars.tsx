import type { RiskFactor } from '@larder/contracts/risk'
import { useLanguage } from '../../language/language.tsx'
import { factorName } from './because.ts'

const mostBars = 8

/** Contributions as bars about a middle line: to the right they raise the score. */
export function Bars({ factors }: { factors: readonly RiskFactor[] }) {
  const { t, format, language } = useLanguage()
  const strongest = factors
    .toSorted((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))
    .slice(0, mostBars)
    .filter(({ contribution }) => Math.abs(contribution) >= 0.005)
    .toSorted((a, b) => b.contribution - a.contribution)
  const longest = Math.max(1, ...strongest.map(({ contribution }) => Math.abs(contribution)))
  return (
    <ul className="risk-bars">
      {strongest.map(({ factor, contribution }) => (
        <li key={factor}>
          <span>{factorName(factor, language, t)}</span>
          <span className={contribution > 0 ? 'risk-bar raises' : 'risk-bar lowers'} aria-hidden="true">
            <i style={{ width: `${(50 * Math.abs(contribution)) / longest}%` }} />
          </span>
          <span className="figure">
            <span className="unseen">{t(contribution > 0 ? 'risk.raises' : 'risk.lowers')} </span>
            {contribution > 0 ? '+' : ''}
            {format.number(contribution, 2)}
          </span>
        </li>
      ))}
    </ul>
  )
}

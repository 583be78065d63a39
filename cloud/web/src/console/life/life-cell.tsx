import type { LifeView, LotLife } from '@larder/contracts/life-view'
import { paths } from '../../api.ts'
import { useLanguage } from '../../language/language.tsx'
import { useResource } from '../../resource.ts'
import { toneOf } from './life-words.ts'
import './life.css'

/** The life left of a lot, or of the worst lot of an order or a consignment; asked row by row as it is shown. */
export function LifeCell({ kind, id }: LifeView['subject']) {
  const { t } = useLanguage()
  const { value, failure } = useResource(paths.life(kind, id))
  if (value === undefined) return <span className="muted">{failure === undefined ? '…' : t('goods-life.failed')}</span>
  return <LeftDays lot={value.lots[0]} />
}

/** Days left with their bounds, above a bar of the share of the whole life. */
export function LeftDays({ lot }: { lot: LotLife | undefined }) {
  const { t, format } = useLanguage()
  const life = lot?.life
  if (life === undefined || life === null) return <span className="muted">–</span>
  const { low, likely, high } = life.leftDays
  return (
    <span className={`life-cell ${toneOf(life)}`}>
      <strong>{likely <= 0 ? t('goods-life.none') : t('goods-life.days', { days: format.number(likely, 1) })}</strong>
      <small>{t('goods-life.range', { low: format.number(low, 1), high: format.number(high, 1) })}</small>
      <span className="life-cell-bar" aria-hidden="true">
        <span style={{ width: `${Math.round(life.percentLeft)}%` }} />
      </span>
    </span>
  )
}

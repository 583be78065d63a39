import type { LotLife } from '@larder/contracts/life-view'
import { Link } from 'wouter'
import { paths } from '../../api.ts'
import { useLanguage } from '../../language/language.tsx'
import { useResource } from '../../resource.ts'
import { Failure } from '../failure.tsx'
import { InnerHead } from '../inner-head.tsx'
import { useNames } from '../known.tsx'
import { LifeBasis } from './life-basis.tsx'
import { LeftDays } from './life-cell.tsx'

/** A consignment: where it was, and the life left of its lots, the shortest first. */
export default function ConsignmentPage({ id }: { id: string }) {
  const { t } = useLanguage()
  const { value, failure, reload } = useResource(paths.life('consignment', id))
  return (
    <div className="page">
      <InnerHead parent={{ href: '/goods', name: t('nav.goods') }} title={id}>
        {null}
      </InnerHead>
      {failure !== undefined && value === undefined && <Failure failure={failure} onRetry={reload} />}
      <Legs id={id} />
      {value !== undefined && <LotTable lots={value.lots} />}
      <LifeBasis kind="consignment" id={id} />
    </div>
  )
}

function Legs({ id }: { id: string }) {
  const { t, format } = useLanguage()
  const names = useNames()
  const consignment = useResource(paths.consignment(id)).value
  if (consignment === undefined) return null
  return (
    <section className="panel flush">
      <table className="stacking">
        <thead>
          <tr>
            <th scope="col">{t('goods.leg')}</th>
            <th scope="col">{t('goods.leg.phase')}</th>
            <th scope="col">{t('goods.leg.from')}</th>
            <th scope="col">{t('goods.leg.until')}</th>
          </tr>
        </thead>
        <tbody>
          {consignment.legs.map((leg) => (
            <tr key={`${leg.asset}/${leg.fromMs}`}>
              <td>
                <Link href={`/assets/${leg.site}/${leg.asset}`} className="row-link">
                  {names.asset(leg.site, leg.asset)}
                </Link>
              </td>
              <td data-label={t('goods.leg.phase')}>{t(`phase.${leg.phase}`)}</td>
              <td data-label={t('goods.leg.from')}>{format.dateTime(leg.fromMs)}</td>
              <td data-label={t('goods.leg.until')}>
                {leg.untilMs === null ? t('goods.leg.now') : format.dateTime(leg.untilMs)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function LotTable({ lots }: { lots: LotLife[] }) {
  const { t, pick, format } = useLanguage()
  return (
    <section className="panel flush">
      <table className="stacking">
        <thead>
          <tr>
            <th scope="col">{t('goods.lot')}</th>
            <th scope="col">{t('goods.product')}</th>
            <th scope="col">{t('goods-life.left')}</th>
            <th scope="col">{t('goods-life.watched')}</th>
          </tr>
        </thead>
        <tbody>
          {lots.map((one) => (
            <tr key={one.lot}>
              <td>
                <Link href={`/goods/lot/${encodeURIComponent(one.lot)}`} className="row-link">
                  {one.lot}
                </Link>
              </td>
              <td data-label={t('goods.product')}>{pick(one.product.name)}</td>
              <td data-label={t('goods-life.left')}>
                <LeftDays lot={one} />
              </td>
              <td data-label={t('goods-life.watched')}>{format.number(one.coveragePercent)} %</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

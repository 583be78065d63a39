import type { Kinetic, LifeView, LotLife } from '@larder/contracts/life-view'
import { paths } from '../../api.ts'
import { useLanguage } from '../../language/language.tsx'
import { Fact } from '../../report/facts.tsx'
import { useResource } from '../../resource.ts'
import { formulaOf } from './life-words.ts'
import './life.css'

/** What the life left of each lot rests on, for staff: model, source, doubts, and MKT where it belongs. */
export function LifeBasis({ kind, id }: LifeView['subject']) {
  const { t } = useLanguage()
  const lots = useResource(paths.life(kind, id)).value?.lots.filter(({ life }) => life !== null) ?? []
  if (lots.length === 0) return null
  return (
    <section className="panel">
      <h2>{t('goods-life.basis')}</h2>
      {lots.map((one) => (
        <LotBasis key={one.lot} one={one} several={lots.length > 1} />
      ))}
    </section>
  )
}

function LotBasis({ one: { lot, product, life, kinetic }, several }: { one: LotLife; several: boolean }) {
  const { t, pick, format } = useLanguage()
  if (life === null) return null
  const { spoilage, doubt } = life
  const [coldest, warmest] = spoilage.validCelsius
  return (
    <div className="life-basis">
      {several && (
        <h3>
          {lot} · {pick(product.name)}
        </h3>
      )}
      <dl className="facts">
        <Fact name={t('goods-life.kind')}>{pick(spoilage.name)}</Fact>
        <Fact name={t('goods-life.model')}>{formulaOf(spoilage.rate, format.number)}</Fact>
        <Fact name={t('goods-life.whole')}>
          {t('goods-life.days-at', { days: format.number(life.lifeDays), celsius: format.celsius(life.atCelsius) })}
        </Fact>
        <Fact name={t('goods-life.valid')}>
          {format.degrees(coldest)} … {format.celsius(warmest)}
        </Fact>
        <Fact name={t('goods-life.probe')}>± {format.celsius(doubt.probeCelsius)}</Fact>
        {doubt.lagMinutes !== null && (
          <Fact name={t('goods-life.lag')}>{format.duration(60_000 * doubt.lagMinutes)}</Fact>
        )}
        <Fact name={t('goods-life.unseen')}>{format.duration(doubt.unseenMs)}</Fact>
        <Fact name={t('goods-life.share')}>± {format.number(100 * doubt.lifeShare)} %</Fact>
        {doubt.extrapolatedMs > 0 && (
          <Fact name={t('goods-life.outside')}>{format.duration(doubt.extrapolatedMs)}</Fact>
        )}
        {kinetic !== null && <KineticFacts kinetic={kinetic} />}
      </dl>
      <p className="muted small source">
        {t('goods-life.source', { source: spoilage.source })}{' '}
        {spoilage.verify && <span className="tag warning">{t('goods-life.verify')}</span>}
      </p>
    </div>
  )
}

/** Never the mean alone: how warm it was, and for how long beyond the limit, stands beside it. */
function KineticFacts({ kinetic }: { kinetic: Kinetic }) {
  const { t, format } = useLanguage()
  const { worstDay, mktCelsius, maxCelsius, limitCelsius, aboveLimitMs } = kinetic
  return (
    <>
      <Fact name={worstDay === null ? t('goods-life.mkt') : t('goods-life.mkt-day')}>
        {format.celsius(worstDay?.mktCelsius ?? mktCelsius)}
      </Fact>
      <Fact name={t('goods-life.warmest')}>{format.celsius(maxCelsius)}</Fact>
      <Fact name={t('goods-life.above', { limit: format.celsius(limitCelsius) })}>{format.duration(aboveLimitMs)}</Fact>
    </>
  )
}

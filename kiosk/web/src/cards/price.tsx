import type { ProductFacts } from '@larder/contracts/conversation'
import { useSpeech } from '../language/speech.tsx'
import { Icon } from '../look/icon.tsx'

export function Price({ facts }: { facts: ProductFacts }) {
  const { t, money } = useSpeech()
  const { priceFen, offerFen, unit } = facts
  const now = offerFen ?? priceFen
  if (now === null) return <p className="muted">{t('price.unknown')}</p>
  return (
    <div className="price">
      <p className={`price-now figure ${offerFen === null ? '' : 'offer'}`}>
        <strong>{money(now)}</strong> <span>{t(`price.unit.${unit}`)}</span>
      </p>
      {offerFen !== null && (
        <p className="price-was">
          <span className="tag offer">
            <Icon name="tag" size={1.1} />
            {t('price.offer')}
          </span>
          {priceFen !== null && <s>{t('price.was', { price: money(priceFen) })}</s>}
        </p>
      )}
    </div>
  )
}

export function Stock({ facts }: { facts: ProductFacts }) {
  const { t, format } = useSpeech()
  const { stock, unit } = facts
  if (stock === null) return <span className="tag">{t('stock.unknown')}</span>
  if (stock <= 0) {
    return (
      <span className="tag critical">
        <Icon name="close" size={1.1} />
        {t('stock.none')}
      </span>
    )
  }
  const n = format.number(stock, Number.isInteger(stock) ? 0 : 1)
  return (
    <span className="tag ok">
      <Icon name="check" size={1.1} />
      {t('stock.some', { n, unit: t(`stock.unit.${unit}`) })}
    </span>
  )
}

export function Shelf({ facts }: { facts: ProductFacts }) {
  const { t, pick } = useSpeech()
  if (facts.shelf === null) return null
  return (
    <span className="tag">
      <Icon name="pin" size={1.1} />
      {t('shelf.at', { shelf: pick(facts.shelf.label) })}
    </span>
  )
}

import type { Card, ProductFacts } from '@larder/contracts/conversation'
import type { ReactNode } from 'react'
import { useLanguage } from '../../language/language.tsx'
import { Icon, type IconName } from '../../look/icon.tsx'
import { yuan } from '../care/money.ts'

const icons: Record<Card['kind'], IconName> = {
  product: 'goods',
  products: 'goods',
  map: 'pin',
  trace: 'thermometer',
  order: 'truck',
  offers: 'coupon',
  ticket: 'care',
  coupon: 'coupon',
  article: 'comment',
  hours: 'clock',
  'hand-off': 'you',
  rate: 'check',
}

/** What the shopper's screen showed, in a line. */
export function CardBrief({ card }: { card: Card }) {
  const words = useCardWords()
  return (
    <li className="agent-card">
      <Icon name={icons[card.kind]} size={16} />
      <span>{words(card)}</span>
    </li>
  )
}

function useCardWords(): (card: Card) => ReactNode {
  const { t, pick, format } = useLanguage()
  const priceOf = ({ unit, priceFen, offerFen }: ProductFacts): string => {
    const fen = offerFen ?? priceFen
    const price = fen === null ? null : yuan(fen, format)
    return price === null ? '' : ` · ${t('agent.card.price', { price, unit: t(`agent.card.unit.${unit}`) })}`
  }
  const productWords = (facts: ProductFacts): string => `${pick(facts.name)}${priceOf(facts)}`
  return (card) => {
    switch (card.kind) {
      case 'product':
        return productWords(card.facts)
      case 'products':
        return card.items.map(({ facts }) => productWords(facts)).join(', ')
      case 'map':
        return t('agent.card.map', { shelf: pick(card.name) })
      case 'trace':
        return card.brief.lots
          .map(({ name, verdict }) => `${pick(name)}: ${t(`ticket.verdict.${verdict}`)}`)
          .join(' · ')
      case 'order':
        return `${card.order.id} · ${card.order.lines.map(({ product }) => named(card.names[product], product)).join(', ')}`
      case 'offers':
        return `${t('agent.card.offers')}: ${card.items.map(({ facts }) => productWords(facts)).join(', ')}`
      case 'ticket':
        return `${card.reference} · ${t(`scene.${card.scene}`)}${card.queued ? ` · ${t('agent.card.queued')}` : ''}`
      case 'coupon': {
        const { form, amountFen, state } = card.compensation
        return `${t(`payout.form.${form}`)} ${yuan(amountFen, format)} · ${t(`payout.state.${state}`)}`
      }
      case 'article':
        return pick(card.title)
      case 'hours':
        return t('agent.card.hours')
      case 'hand-off':
        return t(`agent.card.hand-off.${card.state}`)
      default:
        return t('agent.card.rate')
    }
  }
  function named(name: { zh: string; en: string } | undefined, fallback: string): string {
    return name === undefined ? fallback : pick(name)
  }
}

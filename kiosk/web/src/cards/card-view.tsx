import type { Card } from '@larder/contracts/conversation'
import type { Kiosk } from '../kiosk.ts'
import type { ScreenState } from '../state/screen-state.ts'
import { ArticleCard } from './article-card.tsx'
import './cards.css'
import { CouponCard } from './coupon-card.tsx'
import { HandOffCard } from './hand-off-card.tsx'
import { HoursCard } from './hours-card.tsx'
import { OffersCard } from './offers-card.tsx'
import { OrderCard } from './order-card.tsx'
import { ProductCard } from './product-card.tsx'
import { ProductsCard } from './products-card.tsx'
import { RateCard } from './rate-card.tsx'
import { StoreMap } from './store-map.tsx'
import { TicketCard } from './ticket-card.tsx'
import { TraceCard } from './trace-card.tsx'

export function CardView({ card, kiosk, state }: { card: Card; kiosk: Kiosk; state: ScreenState }) {
  switch (card.kind) {
    case 'product':
      return <ProductCard facts={card.facts} />
    case 'products':
      return <ProductsCard items={card.items} />
    case 'map':
      return <StoreMap plan={state.ready?.plan ?? null} shelf={card.shelf} name={card.name} />
    case 'trace':
      return <TraceCard brief={card.brief} url={card.url} />
    case 'order':
      return <OrderCard order={card.order} names={card.names} />
    case 'offers':
      return <OffersCard items={card.items} />
    case 'ticket':
      return <TicketCard card={card} />
    case 'coupon':
      return <CouponCard compensation={card.compensation} />
    case 'article':
      return <ArticleCard title={card.title} answer={card.answer} />
    case 'hours':
      return <HoursCard hours={card.hours} />
    case 'hand-off':
      return <HandOffCard state={card.state} reference={card.reference} />
    case 'rate':
      return <RateCard kiosk={kiosk} rated={state.rated} />
  }
}

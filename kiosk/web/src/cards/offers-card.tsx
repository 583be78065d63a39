import type { ProductFacts } from '@larder/contracts/conversation'
import type { Bilingual } from '@larder/contracts/site'
import { useSpeech } from '../language/speech.tsx'
import { FoodPicture, foodOf } from '../look/food.tsx'
import { Price } from './price.tsx'

export function OffersCard({ items }: { items: { facts: ProductFacts; untilMs: number; note: Bilingual | null }[] }) {
  const { t, pick, format } = useSpeech()
  return (
    <article className="card products">
      <h2>{t('offers.title')}</h2>
      <ul>
        {items.map(({ facts, untilMs, note }) => (
          <li key={facts.product}>
            <div className="plate small">
              <FoodPicture food={foodOf(`${facts.product} ${facts.category ?? ''}`)} />
            </div>
            <div className="product-facts">
              <h3>{pick(facts.name)}</h3>
              {note !== null && <p>{pick(note)}</p>}
              <p className="muted small">{t('offers.until', { time: format.dateTime(untilMs) })}</p>
            </div>
            <Price facts={facts} />
          </li>
        ))}
      </ul>
    </article>
  )
}

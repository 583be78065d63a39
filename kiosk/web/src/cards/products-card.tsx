import type { ProductFacts } from '@larder/contracts/conversation'
import type { Bilingual } from '@larder/contracts/site'
import { useSpeech } from '../language/speech.tsx'
import { FoodPicture, foodOf } from '../look/food.tsx'
import { Icon } from '../look/icon.tsx'
import { Price, Shelf, Stock } from './price.tsx'

export function ProductsCard({ items }: { items: { facts: ProductFacts; because: Bilingual[] }[] }) {
  const { t, pick } = useSpeech()
  return (
    <article className="card products">
      <h2>{t('products.title')}</h2>
      <ul>
        {items.map(({ facts, because }) => (
          <li key={facts.product}>
            <div className="plate small">
              <FoodPicture food={foodOf(`${facts.product} ${facts.category ?? ''}`)} />
            </div>
            <div className="product-facts">
              <h3>{pick(facts.name)}</h3>
              {because.length > 0 && (
                <ul className="because" aria-label={t('products.because')}>
                  {because.map((reason) => (
                    <li key={reason.en}>
                      <Icon name="check" size={1} />
                      {pick(reason)}
                    </li>
                  ))}
                </ul>
              )}
              <p className="tags">
                <Stock facts={facts} />
                <Shelf facts={facts} />
              </p>
            </div>
            <Price facts={facts} />
          </li>
        ))}
      </ul>
    </article>
  )
}

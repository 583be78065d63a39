import type { ProductFacts } from '@larder/contracts/conversation'
import { useSpeech } from '../language/speech.tsx'
import { FoodPicture, foodOf } from '../look/food.tsx'
import { Price, Shelf, Stock } from './price.tsx'

export function ProductCard({ facts }: { facts: ProductFacts }) {
  const { pick } = useSpeech()
  return (
    <article className="card product">
      <div className="plate">
        <FoodPicture food={foodOf(`${facts.product} ${facts.category ?? ''}`)} />
      </div>
      <div className="product-facts">
        <h2>{pick(facts.name)}</h2>
        <Price facts={facts} />
        <p className="tags">
          <Stock facts={facts} />
          <Shelf facts={facts} />
        </p>
        {facts.percentLeft !== null && <LifeShare percent={facts.percentLeft} />}
      </div>
    </article>
  )
}

function LifeShare({ percent }: { percent: number }) {
  const { t, format } = useSpeech()
  const tone = percent <= 10 ? 'critical' : percent <= 30 ? 'warning' : 'ok'
  const words = t('life.share', { percent: format.number(percent) })
  return (
    <div className={`life-share ${tone}`}>
      <p>{words}</p>
      <svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
        <rect width="100" height="4" />
        <rect className="life-share-left" width={Math.min(100, Math.max(0, percent))} height="4" />
      </svg>
    </div>
  )
}

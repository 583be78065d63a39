import type { Bilingual } from '@larder/contracts/site'
import type { OrderBrief } from '@larder/contracts/store-copy'
import { useSpeech } from '../language/speech.tsx'
import { FoodPicture, foodOf } from '../look/food.tsx'
import { Icon, type IconName } from '../look/icon.tsx'
import { maskDigits } from '../state/mask-digits.ts'

export function OrderCard({ order, names }: { order: OrderBrief; names: Record<string, Bilingual> }) {
  const { t, pick, format } = useSpeech()
  const delivered = order.deliveredAtMs !== null
  return (
    <article className="card order">
      <h2>{t('order.title', { id: maskDigits(order.id).replace(/•+/, '••••') })}</h2>
      <ol className="stages">
        <Stage icon="bag" label={t('order.ordered')} atMs={order.orderedAtMs} done />
        {order.promisedAtMs !== null && (
          <Stage icon="truck" label={t('order.promised')} atMs={order.promisedAtMs} done={delivered} />
        )}
        <Stage icon="ok" label={t('order.delivered')} atMs={order.deliveredAtMs} done={delivered} />
      </ol>
      <h3 className="muted">{t('order.items', { n: order.lines.length })}</h3>
      <ul className="lines">
        {order.lines.map(({ lot, product, quantity }) => (
          <li key={lot}>
            <FoodPicture food={foodOf(product)} className="lines-food" />
            <span>{names[product] === undefined ? product : pick(names[product])}</span>
            <span className="figure">× {format.number(quantity, Number.isInteger(quantity) ? 0 : 2)}</span>
          </li>
        ))}
      </ul>
    </article>
  )
}

function Stage(props: { icon: IconName; label: string; atMs: number | null; done: boolean }) {
  const { icon, label, atMs, done } = props
  const { format } = useSpeech()
  return (
    <li className={done ? 'done' : ''}>
      <span className="stage-icon">
        <Icon name={done ? 'check' : icon} size={1.3} />
      </span>
      <p>{label}</p>
      <p className="muted small figure">{atMs === null ? '–' : format.dateTime(atMs)}</p>
    </li>
  )
}

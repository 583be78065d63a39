import type { ChatPlan } from '@larder/contracts/chat'
import { routeTo } from '@larder/contracts/store-way'
import { useEffect, useState } from 'react'
import { useLanguage } from '../../language/report-language.tsx'
import { type Held, planOf } from './chat-link.ts'
import { say } from './words.ts'

/** One floor for all maps of a chat. */
const plans = new Map<string, Promise<ChatPlan>>()
function planFor(mine: Held): Promise<ChatPlan> {
  const known = plans.get(mine.id) ?? planOf(mine)
  plans.set(mine.id, known)
  known.catch(() => plans.delete(mine.id))
  return known
}

/** Where a shelf stands and the way to it from the entrance: whoever reads this is not at the kiosk. */
export function ShelfPlan({ mine, shelf }: { mine: Held; shelf: string }) {
  const { pick, language } = useLanguage()
  const [plan, setPlan] = useState<ChatPlan['plan']>(null)
  useEffect(() => {
    let gone = false
    planFor(mine).then(
      (answer) => {
        if (!gone) setPlan(answer.plan)
      },
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [mine])
  const target = plan?.shelves.find(({ id }) => id === shelf)
  if (plan === null || target === undefined) return null
  const way = routeTo({ ...plan, kiosk: plan.entrance }, target)
  const { x, y } = plan.entrance
  const size = plan.width / 26
  const middle = target.x + target.width / 2
  const below = target.y + target.depth + size * 1.3
  const label = pick(target.label)
  return (
    <figure className="chat-plan">
      <figcaption>{label}</figcaption>
      <svg
        viewBox={`-0.6 -0.6 ${plan.width + 1.2} ${plan.depth + size * 1.6}`}
        role="img"
        aria-label={say(language, 'map.picture', { name: label })}
      >
        <rect className="floor" width={plan.width} height={plan.depth} rx="0.4" />
        {plan.shelves.map((one) => (
          <rect
            key={one.id}
            className={one.id === shelf ? 'shelf here' : 'shelf'}
            x={one.x}
            y={one.y}
            width={one.width}
            height={one.depth}
            rx="0.2"
          />
        ))}
        <polyline className="way" points={way.map((place) => `${place.x},${place.y}`).join(' ')} />
        <circle className="from" cx={x} cy={y} r={size * 0.45} />
        <circle className="to" cx={way.at(-1)?.x ?? middle} cy={way.at(-1)?.y ?? below} r={size * 0.45} />
        <text
          x={Math.min(plan.width - size * 3, Math.max(size * 3, x))}
          y={plan.depth - size * 0.9}
          fontSize={size}
          textAnchor="middle"
        >
          {say(language, 'map.entrance')}
        </text>
      </svg>
    </figure>
  )
}

import type { StoreRecord } from '@larder/contracts/shop'
import type { Bilingual } from '@larder/contracts/site'
import { type Place, routeTo } from '@larder/contracts/store-way'
import { useMemo } from 'react'
import { useSpeech } from '../language/speech.tsx'
import { Icon } from '../look/icon.tsx'

type Plan = NonNullable<StoreRecord['plan']>

export function StoreMap({ plan, shelf, name }: { plan: Plan | null; shelf: string; name: Bilingual }) {
  const { t, pick } = useSpeech()
  const target = plan?.shelves.find(({ id }) => id === shelf)
  const way = useMemo(() => (plan && target ? routeTo(plan, target) : []), [plan, target])
  const title = <h2>{t('map.title', { name: pick(name) })}</h2>
  if (plan === null || target === undefined) {
    return (
      <article className="card">
        {title}
        <p>{t('map.no-plan', { shelf })}</p>
      </article>
    )
  }
  const label = pick(target.label)
  const pin = plan.width / 15
  // A pin at the back wall reaches over it.
  const above = Math.max(0, pin * 1.3 - (target.y + target.depth / 2))
  return (
    <article className="card map">
      {title}
      <p className="tags">
        <span className="tag offer">
          <Icon name="pin" size={1.1} />
          {label}
        </span>
      </p>
      <svg
        className="map-plan"
        viewBox={`-0.6 ${-0.6 - above} ${plan.width + 1.2} ${plan.depth + 1.2 + above}`}
        role="img"
        aria-label={t('map.picture', { shelf: label })}
      >
        <rect className="map-floor" x="0" y="0" width={plan.width} height={plan.depth} rx="0.5" />
        {plan.shelves.map((one) => (
          <ShelfShape key={one.id} shelf={one} label={pick(one.label)} here={one.id === shelf} size={plan.width / 44} />
        ))}
        <Entrance plan={plan} label={t('map.entrance')} />
        <polyline className="map-way" points={pointsOf(way)} pathLength="100" />
        <Kiosk plan={plan} label={t('map.here')} />
        <Pin shelf={target} size={pin} />
      </svg>
    </article>
  )
}

const pointsOf = (way: Place[]): string => way.map(({ x, y }) => `${x},${y}`).join(' ')

function ShelfShape(props: { shelf: Plan['shelves'][number]; label: string; here: boolean; size: number }) {
  const { shelf, label, here, size } = props
  const { x, y, width, depth } = shelf
  const upright = depth > width * 1.6
  const room = (upright ? depth : width) * 0.92
  // A Chinese character is as wide as it is high, a Latin letter about half.
  const wide = [...label].reduce((sum, letter) => sum + (letter > '⺀' ? 1 : 0.56), 0)
  const fitting = Math.min(size, room / wide, (upright ? width : depth) * 0.8)
  const centre = { x: x + width / 2, y: y + depth / 2 }
  return (
    <g className={here ? 'map-shelf here' : 'map-shelf'}>
      <rect x={x} y={y} width={width} height={depth} rx={Math.min(0.3, width / 4, depth / 4)} />
      {fitting > size * 0.45 && !here && (
        <text
          x={centre.x}
          y={centre.y}
          fontSize={fitting}
          {...(upright && { transform: `rotate(-90 ${centre.x} ${centre.y})` })}
        >
          {label}
        </text>
      )}
    </g>
  )
}

function Pin({ shelf, size }: { shelf: Plan['shelves'][number]; size: number }) {
  const x = shelf.x + shelf.width / 2
  const y = shelf.y + shelf.depth / 2
  return (
    <g className="map-pin" transform={`translate(${x} ${y}) scale(${size / 24})`}>
      <path d="M0 0C-7-8-10-12-10-18a10 10 0 0 1 20 0C10-12 7-8 0 0Z" />
      <circle cx="0" cy="-18" r="4" />
    </g>
  )
}

function Kiosk({ plan, label }: { plan: Plan; label: string }) {
  const { x, y } = plan.kiosk
  const size = plan.width / 34
  const onTheRight = x < plan.width * 0.7
  return (
    <g className="map-kiosk">
      <circle className="map-kiosk-halo" cx={x} cy={y} r={size} />
      <circle cx={x} cy={y} r={size * 0.55} />
      <text
        className={onTheRight ? 'map-right' : 'map-left'}
        x={onTheRight ? x + size * 1.4 : x - size * 1.4}
        y={y}
        fontSize={size * 1.15}
      >
        {label}
      </text>
    </g>
  )
}

function Entrance({ plan, label }: { plan: Plan; label: string }) {
  const { x, y } = plan.entrance
  const size = plan.width / 44
  const inside = y > plan.depth / 2 ? y - size : y + size * 1.6
  return (
    <g className="map-entrance">
      <rect x={x - size * 1.6} y={y - size * 0.2} width={size * 3.2} height={size * 0.4} rx={size * 0.2} />
      <text x={Math.min(plan.width - size * 2.2, Math.max(size * 2.2, x))} y={inside} fontSize={size}>
        {label}
      </text>
    </g>
  )
}

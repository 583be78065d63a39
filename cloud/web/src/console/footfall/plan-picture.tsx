import type { CameraPlan, Place } from '@larder/contracts/footfall-plan'
import type { MouseEvent } from 'react'
import { useLanguage } from '../../language/language.tsx'

interface PlanPictureProps {
  size: { width: number; height: number }
  picture: string | null
  plan: CameraPlan
  /** Points of what is being drawn. */
  drawing: readonly Place[]
  onTouch(point: Place): void
}

/** How far the arrow that shows "in" reaches, as a share of the picture's width. */
const arrowShare = 0.06

/** Lines and zones over the camera's picture, or over nothing where none was asked for. The fields beside do the same by keyboard. */
export function PlanPicture({ size: { height, width }, picture, plan, drawing, onTouch }: PlanPictureProps) {
  const { t } = useLanguage()
  const px = ({ x, y }: Place) => ({ x: x * width, y: y * height })
  const pointsOf = (points: readonly Place[]) =>
    points
      .map(px)
      .map(({ x, y }) => `${x},${y}`)
      .join(' ')
  const touch = (event: MouseEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const share = (value: number) => Math.round(Math.min(1, Math.max(0, value)) * 1000) / 1000
    onTouch({ x: share((event.clientX - box.left) / box.width), y: share((event.clientY - box.top) / box.height) })
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the fields beside take the same points by keyboard
    <svg
      className="footfall-picture"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={t('footfall.picture')}
      onClick={touch}
    >
      {picture === null ? (
        <text x={width / 2} y={height / 12} textAnchor="middle" fontSize={width / 34}>
          {t('footfall.picture.none')}
        </text>
      ) : (
        <image href={picture} width={width} height={height} preserveAspectRatio="none" />
      )}
      {plan.zones.map(({ name, polygon, staff }) => (
        <g key={name} className={staff ? 'zone staff' : 'zone'}>
          <polygon points={pointsOf(polygon)} />
          <text {...px(polygon[0] ?? { x: 0, y: 0 })} fontSize={width / 34} dy="-0.4em">
            {name}
          </text>
        </g>
      ))}
      {plan.lines.map((line) => {
        const [from, to] = [px(line.from), px(line.to)]
        const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }
        const length = Math.hypot(to.x - from.x, to.y - from.y) || 1
        const reach = (width * arrowShare) / length
        // In is the right-hand side of who looks from the first point to the second; y grows downwards.
        const tip = { x: middle.x - (to.y - from.y) * reach, y: middle.y + (to.x - from.x) * reach }
        return (
          <g key={line.name} className="line">
            <line x1={from.x} y1={from.y} x2={to.x} y2={to.y} />
            <line x1={middle.x} y1={middle.y} x2={tip.x} y2={tip.y} />
            <circle cx={tip.x} cy={tip.y} r={width / 110} />
            <text x={tip.x} y={tip.y} fontSize={width / 34} dy="-0.5em">
              {t('footfall.in')} · {line.name}
            </text>
          </g>
        )
      })}
      <polyline className="drawing" points={pointsOf(drawing)} />
      {drawing.map(px).map(({ x, y }) => (
        <circle key={`${x} ${y}`} className="drawing" cx={x} cy={y} r={width / 110} />
      ))}
    </svg>
  )
}

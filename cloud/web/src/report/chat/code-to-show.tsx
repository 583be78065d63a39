import { useMemo } from 'react'
import { encode } from 'uqr'
import { useLanguage } from '../../language/report-language.tsx'
import { say } from './words.ts'

/** Black on white in a dark page as well: readers of codes expect that. */
export function CodeToShow({ code }: { code: string }) {
  const { language } = useLanguage()
  const { size, path } = useMemo(() => {
    const { data, size } = encode(code, { ecc: 'M', border: 3 })
    return { size, path: data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('') }
  }, [code])
  return (
    <svg className="chat-code" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={say(language, 'coupon.qr')}>
      <rect width={size} height={size} fill="#ffffff" />
      <path d={path} fill="#000000" shapeRendering="crispEdges" />
    </svg>
  )
}

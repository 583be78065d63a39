import { useMemo } from 'react'
import { encode } from 'uqr'
import { useSpeech } from '../language/speech.tsx'

/** Black on white whatever the colours around it: readers of codes expect that. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { t } = useSpeech()
  const { size, path } = useMemo(() => {
    const { data, size } = encode(text, { ecc: 'M', border: 3 })
    const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
    return { size, path }
  }, [text])
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={t('qr.code', { what: label })}>
      <rect width={size} height={size} fill="#ffffff" />
      <path d={path} fill="#000000" shapeRendering="crispEdges" />
    </svg>
  )
}

import type { Kiosk } from '../kiosk.ts'
import { useSpeech } from '../language/speech.tsx'

/** Mouths from sad to glad, drawn beside the words: neither colour nor picture is needed to know the scores. */
const scores = [
  { score: 1, mouth: 'M8 17c2-2.6 6-2.6 8 0' },
  { score: 2, mouth: 'M8.5 16.500c2-1.3 5-1.3 7 0' },
  { score: 3, mouth: 'M8.5 16h7' },
  { score: 4, mouth: 'M8.5 15.300c2 1.6 5 1.6 7 0' },
  { score: 5, mouth: 'M8 14.500c2 3.6 6 3.6 8 0z' },
] as const

export function RateCard({ kiosk, rated }: { kiosk: Kiosk; rated: number | null }) {
  const { t } = useSpeech()
  return (
    <article className="card rate">
      <h2 role="status">{t(rated === null ? 'rate.title' : 'rate.thanks')}</h2>
      <div className="scores">
        {scores.map(({ score, mouth }) => (
          <button
            key={score}
            type="button"
            className="key stacked"
            aria-pressed={rated === score}
            disabled={rated !== null && rated !== score}
            onClick={() => kiosk.rate(score)}
          >
            <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
              <path d={`M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M9 9.500v.6M15 9.500v.6${mouth}`} />
            </svg>
            {t(`rate.${score}`)}
          </button>
        ))}
      </div>
    </article>
  )
}

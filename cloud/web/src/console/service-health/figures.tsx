import type { HealthFigures } from '@larder/contracts/service-health'
import { useLanguage } from '../../language/language.tsx'
import { rate, timeTaken } from './figure-words.ts'
import type { Chosen } from './service-paths.ts'

interface FiguresProps {
  figures: HealthFigures
  onChoose(chosen: Chosen): void
}

/** The board's figures; each leads to the conversations it counts. */
export function Figures({ figures, onChoose }: FiguresProps) {
  const { t, format } = useLanguage()
  const { conversations, ended, resolved, handedOff, withSubject, repeated, requests, unanswered } = figures
  const { firstAnswer, personWait, rated, satisfied, meanScore } = figures
  const spread = ({ p95Ms, measured }: HealthFigures['firstAnswer']): string =>
    measured === 0 ? t('service.not-measured') : t('service.p95', { time: timeTaken(p95Ms, format), n: measured })
  const cards: { name: string; value: string; under: string; what: Chosen['what'] }[] = [
    {
      name: t('service.resolution'),
      value: rate(resolved, ended, format),
      under: t('service.of.ended', { part: resolved, all: ended }),
      what: 'unresolved',
    },
    {
      name: t('service.hand-off'),
      value: rate(handedOff, conversations, format),
      under: t('service.of', { part: handedOff, all: conversations }),
      what: 'handed-off',
    },
    {
      name: t('service.first-answer'),
      value: timeTaken(firstAnswer.p50Ms, format),
      under: spread(firstAnswer),
      what: 'slowest',
    },
    {
      name: t('service.csat'),
      value: rate(satisfied, rated, format),
      under:
        meanScore === null
          ? t('service.of.rated.none')
          : t('service.of.rated', { part: satisfied, all: rated, mean: format.number(meanScore, 1) }),
      what: 'unsatisfied',
    },
    {
      name: t('service.unanswered'),
      value: rate(unanswered, requests, format),
      under: t('service.of', { part: unanswered, all: requests }),
      what: 'unanswered',
    },
    {
      name: t('service.repeat'),
      value: rate(repeated, withSubject, format),
      under: t('service.of.subject', { part: repeated, all: withSubject }),
      what: 'repeated',
    },
    {
      name: t('service.person-wait'),
      value: timeTaken(personWait.p50Ms, format),
      under: spread(personWait),
      what: 'longest-wait',
    },
    { name: t('service.conversations'), value: format.number(conversations), under: '', what: 'all' },
  ]
  return (
    <ul className="service-figures">
      {cards.map(({ name, value, under, what }) => (
        <li key={what}>
          <button type="button" onClick={() => onChoose({ what })}>
            <span className="service-name">{name}</span>
            <span className="service-value figure">{value}</span>
            <span className="muted small">{under}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}

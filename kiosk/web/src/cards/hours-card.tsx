import { useSpeech } from '../language/speech.tsx'

type Hours = ({ opens: string; closes: string } | null)[]

const days = [0, 1, 2, 3, 4, 5, 6] as const

/** Monday first, as the store's record is. */
function today(timeZone: string): number {
  const name = new Intl.DateTimeFormat('en-GB', { weekday: 'short', timeZone }).format(new Date())
  return ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(name)
}

export function HoursCard({ hours }: { hours: Hours }) {
  const { t, format } = useSpeech()
  const now = today(format.timeZone)
  return (
    <article className="card hours">
      <h2>{t('hours.title')}</h2>
      <dl>
        {days.map((day) => {
          const open = hours[day] ?? null
          return (
            <div key={day} className={day === now ? 'today' : ''}>
              <dt>
                {t(`hours.day.${day}`)}
                {day === now && <span className="tag offer">{t('hours.today')}</span>}
              </dt>
              <dd className="figure">{open === null ? t('hours.closed') : `${open.opens} – ${open.closes}`}</dd>
            </div>
          )
        })}
      </dl>
    </article>
  )
}

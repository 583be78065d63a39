import { type Dimension, dimension, type HealthCut, type ServiceHealth } from '@larder/contracts/service-health'
import { useState } from 'react'
import { useLanguage } from '../../language/language.tsx'
import { Choice } from '../choice.tsx'
import { useIntentWords } from '../knowledge/intent-words.ts'
import { rate, timeTaken } from './figure-words.ts'
import type { Chosen } from './service-paths.ts'

interface CutsProps {
  health: ServiceHealth
  onChoose(chosen: Chosen): void
}

/** The figures by hour, day, language, topic or channel: a bar for how many, and the rates beside it. */
export function Cuts({ health, onChoose }: CutsProps) {
  const { t, format } = useLanguage()
  const intentWords = useIntentWords()
  const [by, choose] = useState<Dimension>('hour')
  const cuts = health.by[by]
  const most = Math.max(1, ...cuts.map(({ conversations }) => conversations))
  const nameOf = (key: string): string => {
    if (by === 'hour') return t('service.hour', { h: key })
    if (by === 'topic') return intentWords(key)
    if (by === 'language') return t(`service.language.${key as 'zh'}`)
    if (by === 'channel') return t(`service.channel.${key as 'kiosk'}`)
    return format.day(Date.parse(`${key}T12:00:00Z`))
  }
  const chosenOf = (key: string, what: Chosen['what']): Chosen => ({
    what,
    ...(key !== '' && { [by]: by === 'hour' ? String(Number(key)) : key }),
  })
  return (
    <section className="panel service-cuts">
      <div className="panel-head">
        <h2>{t('service.conversations')}</h2>
        <Choice
          label={t('service.by')}
          value={by}
          onChange={choose}
          options={dimension.options.map((value) => ({ value, label: t(`service.by.${value}`) }))}
        />
      </div>
      <p className="muted small">{t('service.chart')}</p>
      <div className="scroll-x">
        <table>
          <thead>
            <tr>
              <th scope="col">{t(`service.by.${by}`)}</th>
              <th scope="col" className="service-bars">
                {t('service.conversations')}
              </th>
              <th scope="col" className="figure">
                {t('service.resolution')}
              </th>
              <th scope="col" className="figure">
                {t('service.hand-off')}
              </th>
              <th scope="col" className="figure">
                {t('service.p50-p95')}
              </th>
              <th scope="col" className="figure">
                {t('service.csat')}
              </th>
            </tr>
          </thead>
          <tbody>
            {cuts.map((cut) => (
              <CutRow
                key={cut.key}
                cut={cut}
                name={nameOf(cut.key)}
                most={most}
                onChoose={(what) => onChoose(chosenOf(cut.key, what))}
              />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

interface RowProps {
  cut: HealthCut
  name: string
  most: number
  onChoose(what: Chosen['what']): void
}

function CutRow({ cut, name, most, onChoose }: RowProps) {
  const { format } = useLanguage()
  const { conversations, resolved, ended, handedOff, firstAnswer, rated, satisfied } = cut
  const link = (words: string, what: Chosen['what']) => (
    <button type="button" className="service-link" onClick={() => onChoose(what)}>
      {words}
    </button>
  )
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="service-bars">
        <button type="button" className="service-bar" onClick={() => onChoose('all')}>
          <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
            <rect width={(100 * conversations) / most} height="10" className="all" />
            <rect width={(100 * resolved) / most} height="10" className="resolved" />
          </svg>
          <span className="figure">{format.number(conversations)}</span>
        </button>
      </td>
      <td className="figure">{link(rate(resolved, ended, format), 'unresolved')}</td>
      <td className="figure">{link(rate(handedOff, conversations, format), 'handed-off')}</td>
      <td className="figure nowrap">
        {link(`${timeTaken(firstAnswer.p50Ms, format)} / ${timeTaken(firstAnswer.p95Ms, format)}`, 'slowest')}
      </td>
      <td className="figure">{link(rate(satisfied, rated, format), 'rated')}</td>
    </tr>
  )
}

import { useDeferredValue, useState } from 'react'
import { useLanguage } from '../../language/language.tsx'
import { Icon } from '../../look/icon.tsx'
import { useResource } from '../../resource.ts'
import { Empty } from '../empty.tsx'
import { Failure } from '../failure.tsx'
import { EventDrawer } from './event-drawer.tsx'
import { goodsOf, isAlarmed, shortName, wordOf } from './event-words.ts'
import type { Period } from './period.tsx'
import { type EventView, eventsPath, mostShown, stepsPath } from './records-api.ts'

const types = [
  'ObjectEvent',
  'AggregationEvent',
  'TransactionEvent',
  'TransformationEvent',
  'AssociationEvent',
] as const
const isIdentifier = (text: string): boolean => /^[a-z][a-z0-9+.-]*:\S+$/i.test(text)

/** The events on file, newest first, by step, kind, thing and time. */
export function EventsPanel({ fromMs, untilMs }: Period) {
  const { t } = useLanguage()
  const [step, setStep] = useState('')
  const [type, setType] = useState('')
  const [words, setWords] = useState('')
  const [chosen, setChosen] = useState<EventView | null>(null)
  const identifier = useDeferredValue(words.trim())
  const steps = useResource(stepsPath).value?.member ?? []
  const wrong = identifier !== '' && !isIdentifier(identifier)
  const filter = { step, type, identifier: wrong ? '' : identifier, fromMs, untilMs }
  const { value, failure, reload } = useResource(eventsPath(filter))
  const events = value?.epcisBody.queryResults.resultsBody.eventList
  return (
    <>
      <div className="records-filters">
        <label className="field">
          {t('records.step')}
          <select value={step} onChange={({ target }) => setStep(target.value)}>
            <option value="">{t('records.any')}</option>
            {steps.map((one) => (
              <option key={one} value={one}>
                {wordOf('step', one, t)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          {t('records.type')}
          <select value={type} onChange={({ target }) => setType(target.value)}>
            <option value="">{t('records.any')}</option>
            {types.map((one) => (
              <option key={one} value={one}>
                {t(`records.type.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="field wide">
          {t('records.identifier')}
          <input
            type="search"
            value={words}
            placeholder="https://id.gs1.org/01/06901234000016/10/…"
            aria-invalid={wrong}
            onChange={({ target }) => setWords(target.value)}
          />
        </label>
      </div>
      {wrong && <p className="field-fault">{t('records.identifier.wrong')}</p>}
      {failure !== undefined && <Failure failure={failure} onRetry={reload} />}
      {events?.length === 0 && (
        <Empty icon="records" title={t('records.none')}>
          {t('records.none.text')}
        </Empty>
      )}
      {events !== undefined && events.length > 0 && <EventTable events={events} onChoose={setChosen} />}
      {events?.length === mostShown && <p className="muted">{t('records.more', { n: mostShown })}</p>}
      {chosen !== null && <EventDrawer event={chosen} onClose={() => setChosen(null)} />}
    </>
  )
}

function EventTable({ events, onChoose }: { events: EventView[]; onChoose: (event: EventView) => void }) {
  const { t, format } = useLanguage()
  return (
    <section className="panel flush records-events">
      <table className="stacking">
        <thead>
          <tr>
            <th scope="col">{t('records.when')}</th>
            <th scope="col">{t('records.step')}</th>
            <th scope="col">{t('records.goods')}</th>
            <th scope="col">{t('records.where')}</th>
            <th scope="col">{t('records.disposition')}</th>
          </tr>
        </thead>
        <tbody>
          {events.map((event) => (
            <tr key={`${event.eventID}${event.errorDeclaration?.declarationTime ?? ''}`}>
              <td className="nowrap" data-label={t('records.when')}>
                {format.dateTime(Date.parse(event.eventTime))}
              </td>
              <td data-label={t('records.step')}>
                <button type="button" className="records-open" onClick={() => onChoose(event)}>
                  {event.bizStep === undefined ? wordOf('type', event.type, t) : wordOf('step', event.bizStep, t)}
                </button>
                <small className="muted">{wordOf('type', event.type, t)}</small>
              </td>
              <td className="break" data-label={t('records.goods')}>
                <Goods event={event} />
              </td>
              <td className="break" data-label={t('records.where')}>
                {event.readPoint === undefined ? '–' : shortName(event.readPoint.id)}
              </td>
              <td data-label={t('records.disposition')}>
                <Disposition event={event} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Goods({ event }: { event: EventView }) {
  const { t } = useLanguage()
  const [first, ...others] = goodsOf(event)
  if (first === undefined) return '–'
  return (
    <>
      {shortName(first)}
      {others.length > 0 && <small className="muted">{t('records.goods.more', { n: others.length })}</small>}
    </>
  )
}

function Disposition({ event }: { event: EventView }) {
  const { t } = useLanguage()
  if (event.errorDeclaration !== undefined) {
    return (
      <span className="severity warning">
        <Icon name="warning" size={18} />
        {t('records.declared')}
      </span>
    )
  }
  if (isAlarmed(event) || event.disposition === 'recalled') {
    return (
      <span className="severity critical">
        <Icon name="critical" size={18} />
        {event.disposition === 'recalled' ? t('records.disposition.recalled') : t('records.alarmed')}
      </span>
    )
  }
  return event.disposition === undefined ? '–' : wordOf('disposition', event.disposition, t)
}

import { useLanguage } from '../../language/language.tsx'
import { Drawer } from '../drawer.tsx'
import { wordOf } from './event-words.ts'
import type { EventView } from './records-api.ts'

/** One event as it is on file. */
export function EventDrawer({ event, onClose }: { event: EventView; onClose: () => void }) {
  const { t, format } = useLanguage()
  const title = event.bizStep === undefined ? wordOf('type', event.type, t) : wordOf('step', event.bizStep, t)
  return (
    <Drawer title={title} onClose={onClose}>
      <p>
        {format.dateTime(Date.parse(event.eventTime))} · {wordOf('type', event.type, t)}
      </p>
      <p className="muted break">
        <code>{event.eventID}</code>
      </p>
      <pre className="records-json">{JSON.stringify(event, null, 2)}</pre>
    </Drawer>
  )
}

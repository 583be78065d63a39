import { useLanguage } from '../../language/language.tsx'
import { useResource } from '../../resource.ts'
import { Transcript } from '../agent/transcript.tsx'
import { Drawer } from '../drawer.tsx'
import { Failure } from '../failure.tsx'
import { servicePaths } from './service-paths.ts'
import '../agent/agent-page.css'

/** One conversation word for word, to be read and nothing else. */
export function TranscriptDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useLanguage()
  const { value, failure, reload } = useResource(servicePaths.conversation(id))
  return (
    <Drawer title={t('service.transcript')} onClose={onClose}>
      {failure !== undefined && <Failure failure={failure} onRetry={reload} />}
      {value?.id === id && <Transcript view={value} />}
    </Drawer>
  )
}

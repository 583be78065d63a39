import { useLanguage } from '../../language/report-language.tsx'
import { Dialog } from '../dialog.tsx'
import { ChatPanel } from './chat-panel.tsx'
import { say } from './words.ts'

/** The chat over the report it is about. */
export default function ChatDialog({ token, onClose }: { token: string; onClose: () => void }) {
  const { language } = useLanguage()
  return (
    <Dialog title={say(language, 'title')} onClose={onClose}>
      <ChatPanel way={{ token }} />
    </Dialog>
  )
}

import { useEffect } from 'react'
import { useLanguage } from '../../language/report-language.tsx'
import { ChatPanel } from './chat-panel.tsx'
import { say } from './words.ts'

/** A kiosk's conversation, gone on with on a phone. */
export default function ChatPage({ code }: { code: string }) {
  const { language } = useLanguage()
  useEffect(() => {
    document.title = say(language, 'page-title')
  }, [language])
  return (
    <main className="chat-page">
      <h1 className="unseen">{say(language, 'log')}</h1>
      <ChatPanel way={{ code }} />
    </main>
  )
}

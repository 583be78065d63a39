import { paths } from '../api.ts'
import { useLanguage } from '../language/report-language.tsx'
import { Icon } from '../look/icon.tsx'
import { useResource } from '../resource.ts'
import './messages.css'

/** What the shop has to tell the customer of this order; nothing where there is nothing. Asking marks it as read. */
export default function Messages({ token }: { token: string }) {
  const { pick, t } = useLanguage()
  const messages = useResource(paths.customerMessages(token)).value ?? []
  if (messages.length === 0) return null
  return (
    <section className="panel messages" aria-label={t('report.messages')}>
      <h2>
        <Icon name="goods" size={20} /> {t('report.messages')}
      </h2>
      <ul>
        {messages.map(({ id, text }) => (
          <li key={id}>{pick(text)}</li>
        ))}
      </ul>
    </section>
  )
}

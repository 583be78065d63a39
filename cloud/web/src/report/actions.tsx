import type { FiledReport } from '@larder/contracts/report-version'
import { lazy, Suspense, useState } from 'react'
import { paths } from '../api.ts'
import { useLanguage } from '../language/report-language.tsx'
import { Icon } from '../look/icon.tsx'

const ShareDialog = lazy(() => import('./share-dialog.tsx'))
const ChatDialog = lazy(() => import('./chat/chat-dialog.tsx'))
const ComplaintDialog = lazy(() => import('./complaint-dialog.tsx'))

/** What a reader can do with a report: complain, keep it, pass it on. */
export function Actions({ token, report }: { token: string; report: FiledReport }) {
  const { t, language } = useLanguage()
  const [open, setOpen] = useState<'share' | 'complaint' | 'chat' | null>(null)
  const close = () => setOpen(null)
  return (
    <div className="report-actions print-hidden">
      <button type="button" className="button primary wide" onClick={() => setOpen('chat')}>
        <Icon name="agent" size={18} />
        {t('chat.open')}
      </button>
      <button type="button" className="button wide" onClick={() => setOpen('complaint')}>
        <Icon name="comment" size={18} />
        {t('complaint.open')}
      </button>
      <div>
        <a className="button" href={paths.pdf(token, language)} target="_blank" rel="noreferrer">
          <Icon name="print" size={18} />
          {t('report.pdf')}
        </a>
        <button type="button" className="button" onClick={() => setOpen('share')}>
          <Icon name="next" size={18} />
          {t('share.open')}
        </button>
        <button type="button" className="button" onClick={() => window.print()}>
          <Icon name="print" size={18} />
          {t('report.print')}
        </button>
      </div>
      <p className="small">
        <a className="signed-data" href={paths.signed(token)}>
          {t('report.signed')}
        </a>
      </p>
      <Suspense>
        {open === 'chat' && <ChatDialog token={token} onClose={close} />}
        {open === 'share' && <ShareDialog token={token} onClose={close} />}
        {open === 'complaint' && <ComplaintDialog token={token} report={report} onClose={close} />}
      </Suspense>
    </div>
  )
}

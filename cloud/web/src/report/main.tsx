import { lazy, StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { LanguageProvider } from '../language/report-language.tsx'
import '../look/tokens.css'
import '../look/base.css'
import { startTheme } from '../look/theme.ts'
import './report.css'
import { ReportBar } from './report-bar.tsx'
import { ReportPage } from './report-page.tsx'

startTheme()
const [, page, name] = location.pathname.split('/').map(decodeURIComponent)
const RatePage = lazy(() => import('./rate-page.tsx'))
const ChatPage = lazy(() => import('./chat/chat-page.tsx'))
const VerifyPage = lazy(() => import('./verify-page.tsx'))
const root = document.getElementById('root')
if (root === null) throw new Error('report.html has no #root')
createRoot(root).render(
  <StrictMode>
    <LanguageProvider>
      {page === 'r' ? (
        <Suspense>
          <ReportBar />
          <RatePage reference={name ?? ''} />
        </Suspense>
      ) : page === 'c' ? (
        <Suspense>
          <ReportBar />
          <ChatPage code={name ?? ''} />
        </Suspense>
      ) : page === 'v' ? (
        <Suspense>
          <ReportBar />
          <VerifyPage hash={name ?? ''} />
        </Suspense>
      ) : (
        <ReportPage token={name ?? ''} />
      )}
    </LanguageProvider>
  </StrictMode>,
)

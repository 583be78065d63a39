import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { LanguageProvider } from '../language/language.tsx'
import '../look/tokens.css'
import '../look/base.css'
import { startTheme } from '../look/theme.ts'
import { ReportPage } from './report-page.tsx'

startTheme()
const token = decodeURIComponent(location.pathname.split('/')[2] ?? '')
const root = document.getElementById('root')
if (root === null) throw new Error('report.html has no #root')
createRoot(root).render(
  <StrictMode>
    <LanguageProvider>
      <ReportPage token={token} />
    </LanguageProvider>
  </StrictMode>,
)

import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { LanguageProvider } from '../language/report-language.tsx'
import '../look/tokens.css'
import '../look/base.css'
import './shell.css'
import './parts.css'
import './form.css'
import './table.css'
import './drawer.css'
import { startTheme } from '../look/theme.ts'
import { Console } from './console.tsx'

startTheme()
const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <LanguageProvider>
      <Console />
    </LanguageProvider>
  </StrictMode>,
)

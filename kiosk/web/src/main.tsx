import { screenPath } from '@larder/contracts/screen-path'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { Kiosk } from './kiosk.ts'
import '../../../cloud/web/src/look/tokens.css'
import './look/tokens.css'
import './look/base.css'

// The pages were built anew while this one was open: what it was made of is gone.
addEventListener('vite:preloadError', () => setTimeout(() => location.reload(), 2000))

const kiosk = new Kiosk(new URL(screenPath, location.href.replace(/^http/, 'ws')).href)
kiosk.start()
const root = document.getElementById('root')
if (root === null) throw new Error('the page has no place for the kiosk')
createRoot(root).render(<App kiosk={kiosk} />)

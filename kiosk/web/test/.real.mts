import { readFileSync } from 'node:fs'
import { chromium } from '/work/main/node_modules/playwright-core/index.mjs'

const base = JSON.parse(readFileSync('/tmp/wsite/ready.json', 'utf8')).addresses.kiosk
for (const rec of process.argv.slice(2)) {
  const lang = rec.slice(0, 2)
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--use-fake-device-for-media-stream',
      '--autoplay-policy=no-user-gesture-required',
      `--use-file-for-fake-audio-capture=/work/shared/models/recordings/${rec}.wav%noloop`,
    ],
  })
  const context = await browser.newContext({ viewport: { width: 1080, height: 1920 }, permissions: ['microphone'] })
  const page = await context.newPage()
  const t0 = Date.now()
  page.on('pageerror', (e) => console.log('ERR', e.message))
  page.on('console', (m) => {
    if (m.type() === 'error') console.log('CON', m.text())
  })
  page.on('websocket', (ws) => {
    ws.on('framereceived', (f) => {
      if (typeof f.payload === 'string') {
        const m = JSON.parse(f.payload)
        if (!['level', 'ready'].includes(m.kind)) console.log(Date.now() - t0, '<', f.payload.slice(0, 260))
      }
    })
    ws.on('framesent', (f) => {
      if (typeof f.payload === 'string') console.log(Date.now() - t0, '>', f.payload.slice(0, 160))
    })
  })
  await page.goto(base)
  await page.locator('.start:enabled').waitFor()
  if (lang === 'en') await page.getByRole('button', { name: 'English' }).click()
  await page.locator('.start').click()
  await page
    .locator('.line.shopper')
    .waitFor({ timeout: 15000 })
    .catch(() => console.log('nothing heard'))
  await page.waitForTimeout(2500)
  await page.screenshot({ path: `/tmp/shots/real-${rec}.png` })
  console.log(rec, JSON.stringify(await page.locator('.line').allTextContents()))
  await browser.close()
}

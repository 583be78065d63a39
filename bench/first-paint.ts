import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'
import type { BenchRow } from './row.ts'

const executablePath = '/usr/bin/chromium'
const opened = 7
/** Lighthouse's "slow 4G": 1.6 Mbit/s, 150 ms there and back. */
const slow4g = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 94_000 }

interface Paints {
  first: number
  largest: number
  bytes: number
}

/** What a shopper on a slow phone connection waits for the trace report: medians over cold openings. */
export async function measureFirstPaint(url: string, report: (row: BenchRow) => void): Promise<void> {
  if (!existsSync(executablePath)) {
    console.warn('first paint is not measured: apt-get install chromium')
    return
  }
  const flags = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync']
  const browser = await chromium.launch({ executablePath, args: flags })
  const all: Paints[] = []
  try {
    for (let index = 0; index < opened; index++) all.push(await paintsOf(browser, url))
  } finally {
    await browser.close()
  }
  const median = (of: (one: Paints) => number): number => all.map(of).sort((a, b) => a - b)[opened >> 1] ?? 0
  const note = '1.6 Mbit/s, 150 ms; cold cache; median of 7'
  report({
    name: 'report page, first paint on slow 4G',
    value: median(({ first }) => first),
    unit: 'ms',
    target: { most: 1000 },
    note,
  })
  report({ name: 'report page, largest paint on slow 4G', value: median(({ largest }) => largest), unit: 'ms' })
  const kilobytes = median(({ bytes }) => bytes) / 1000
  report({ name: 'report page, transferred before its map', value: kilobytes, unit: 'kB', target: { most: 200 } })
}

async function paintsOf(browser: Awaited<ReturnType<typeof chromium.launch>>, url: string): Promise<Paints> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
  try {
    const page = await context.newPage()
    const network = await context.newCDPSession(page)
    await network.send('Network.enable')
    await network.send('Network.emulateNetworkConditions', slow4g)
    let bytes = 0
    const names = new Map<string, string>()
    network.on('Network.requestWillBeSent', ({ requestId, request }) => names.set(requestId, request.url))
    network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (!/map|land/.test(names.get(requestId) ?? '')) bytes += encodedDataLength
    })
    await page.goto(url)
    await page.locator('.verdict').first().waitFor()
    const paints = await page.evaluate<Omit<Paints, 'bytes'>>(
      `new Promise((resolve) => new PerformanceObserver((list) => resolve({
        first: performance.getEntriesByName('first-contentful-paint')[0].startTime,
        largest: list.getEntries().at(-1).startTime,
      })).observe({ type: 'largest-contentful-paint', buffered: true }))`,
    )
    return { ...paints, bytes }
  } finally {
    await context.close()
  }
}

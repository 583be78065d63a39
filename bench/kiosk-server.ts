import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ConfigurationFile, configuration } from '@larder/contracts/configuration'
import type { StoreCopy } from '@larder/contracts/store-copy'
import { worldRecords } from '@larder/firmware-sim/records'
import { FakeCloud, smallCopy } from '@larder/kiosk/cloud-link/fake-cloud.fixture'
import { start } from '@larder/kiosk/main'

/** What the server tells the bench once it runs; then its memory whenever it is asked. */
export type FromKioskServer = { url: string } | { rssMegabytes: number }

const site = 'shanghai-01'

/** The simulated shop as its kiosk knows it. */
function shopCopy(): StoreCopy {
  const nowMs = Date.now()
  const { stores, products, productCards, shelfItems, offers } = worldRecords(nowMs)
  return smallCopy({
    site,
    name: { zh: '上海一号店', en: 'Shanghai shop 1' },
    store: (stores[0] ?? null) as StoreCopy['store'],
    products,
    cards: productCards as StoreCopy['cards'],
    shelf: shelfItems as StoreCopy['shelf'],
    offers: offers.map(({ id, product, priceFen, membersOnly = false, noteZh = null, noteEn = null, ...times }) => ({
      ...{ id, product, priceFen, membersOnly, noteZh, noteEn },
      fromMs: Date.parse(times.from),
      untilMs: Date.parse(times.until),
    })),
  })
}

/** A kiosk room in a process of its own, beside a cloud that gives the simulated shop's copy. */
async function run(): Promise<void> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'larder-kiosk-bench-'))
  const cloud = new FakeCloud()
  cloud.copy = shopCopy()
  await cloud.start()
  const room = await start({
    configuration: configuration.parse({
      sites: [{ id: site, name: { zh: '上海一号店', en: 'Shanghai shop 1' }, assets: [] }],
      edge: { site },
      kiosk: { port: 0, cloudUrl: cloud.url, fetchModels: false },
    } satisfies ConfigurationFile),
    dataDirectory,
    secrets: {
      mqtt: { edge: '', cloud: '', flows: '' },
      devices: {},
      console: {},
      nodeRed: { admin: '', credentialSecret: '' },
      cloudKey: '',
      kiosk: 'the-token-of-the-benchmark',
    },
    brokerUrl: '',
    log: () => undefined,
  })
  const url = room.addresses.kiosk as string
  const understands = async () =>
    ((await (await fetch(`${url}/health`)).json()) as { understands: string[] }).understands
  while ((await understands()).length < 2) await new Promise((resolve) => setTimeout(resolve, 200))
  process.on('message', () =>
    process.send?.({ rssMegabytes: process.memoryUsage.rss() / 1e6 } satisfies FromKioskServer),
  )
  process.once('disconnect', async () => {
    await room.stop()
    await cloud.stop()
    rmSync(dataDirectory, { recursive: true, force: true })
    process.exit(0)
  })
  process.send?.({ url } satisfies FromKioskServer)
}

await run()

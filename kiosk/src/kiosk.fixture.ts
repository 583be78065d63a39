import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ConfigurationFile, configuration } from '@larder/contracts/configuration'
import type { Room } from '@larder/contracts/room'
import { FakeCloud, smallCopy } from './cloud-link/fake-cloud.fixture.ts'
import { type KioskParts, start } from './main.ts'
import { standInMind } from './minds/stand-in-mind.fixture.ts'
import { ScreenClient } from './screen-client.fixture.ts'

export const kioskToken = 'a-token-of-forty-characters-for-the-tests'

export interface KioskUnderTest {
  cloud: FakeCloud
  room: Room
  url: string
  dataDirectory: string
  log: string[]
  screen(options?: { origin?: string; headers?: Record<string, string> }): ScreenClient
  /** The same data folder, started again. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** A kiosk room with real sockets, beside a fake cloud. */
export async function kioskUnderTest(
  settings: ConfigurationFile['kiosk'] = {},
  parts: Partial<KioskParts> = {},
  { cloudRuns = true, dataDirectory = mkdtempSync(join(tmpdir(), 'larder-kiosk-')) } = {},
): Promise<KioskUnderTest> {
  const cloud = new FakeCloud()
  cloud.copy = smallCopy()
  await cloud.start()
  if (!cloudRuns) await cloud.stop()
  const log: string[] = []
  const screens: ScreenClient[] = []
  const begin = () =>
    start(
      {
        configuration: configuration.parse({
          sites: [{ id: 'shop-1', name: { zh: '一店', en: 'Shop 1' }, assets: [] }],
          edge: { site: 'shop-1' },
          kiosk: { port: 0, cloudUrl: cloud.url, fetchModels: false, ...settings },
        } satisfies ConfigurationFile),
        dataDirectory,
        secrets: {
          mqtt: { edge: '', cloud: '', flows: '' },
          devices: {},
          console: {},
          nodeRed: { admin: '', credentialSecret: '' },
          cloudKey: '',
          kiosk: kioskToken,
        },
        brokerUrl: '',
        log: (line) => log.push(line),
      },
      { createMind: async () => standInMind, ...parts },
    )
  const kiosk: KioskUnderTest = {
    cloud,
    room: await begin(),
    url: '',
    dataDirectory,
    log,
    screen: (options) => {
      const client = new ScreenClient(kiosk.url, options)
      screens.push(client)
      return client
    },
    restart: async () => {
      await kiosk.room.stop()
      kiosk.room = await begin()
      kiosk.url = kiosk.room.addresses.kiosk as string
    },
    stop: async () => {
      for (const client of screens) client.cut()
      await kiosk.room.stop()
      await cloud.stop()
      rmSync(dataDirectory, { recursive: true, force: true })
    },
  }
  kiosk.url = kiosk.room.addresses.kiosk as string
  return kiosk
}

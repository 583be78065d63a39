import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Asset } from '@larder/contracts/site'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { AssetWatch } from './asset-watch.ts'

let dataDirectory: string
beforeEach(() => {
  dataDirectory = mkdtempSync(join(tmpdir(), 'larder-watch-'))
})
afterEach(() => rmSync(dataDirectory, { recursive: true, force: true }))

const write = (text: string) => writeFileSync(join(dataDirectory, 'larder.json'), text)
const siteWith = (...ids: string[]) =>
  JSON.stringify({
    sites: [
      {
        id: 'shop-1',
        name: { zh: '店', en: 'Shop' },
        assets: ids.map((id) => ({
          id,
          kind: 'cabinet',
          name: { zh: id, en: id },
          profile: 'dairy',
          probes: [{ id: 'air', role: 'air' }],
        })),
      },
    ],
    edge: { site: 'shop-1' },
  })

function watching() {
  const seen: string[][] = []
  const lines: string[] = []
  const watch = new AssetWatch({
    dataDirectory,
    site: 'shop-1',
    onAssets: (assets: Asset[]) => seen.push(assets.map(({ id }) => id)),
    onCameras: () => {},
    log: (line) => lines.push(line),
  })
  watch.start(3_600_000)
  return { watch, seen, lines }
}

test('a changed file puts its assets in force, once', () => {
  write(siteWith('a'))
  const { watch, seen } = watching()
  watch.look()
  write(siteWith('a', 'b'))
  watch.look()
  watch.look()
  watch.stop()
  expect(seen).toEqual([['a', 'b']])
})

test('a file with faults, without our site, or gone for a moment changes nothing and is named', () => {
  write(siteWith('a'))
  const { watch, seen, lines } = watching()
  for (const text of ['{"sites": [', siteWith('a').replaceAll('shop-1', 'another-shop')]) {
    write(text)
    watch.look()
  }
  rmSync(join(dataDirectory, 'larder.json'))
  watch.look()
  watch.stop()
  expect(seen).toEqual([])
  expect(lines).toEqual([
    expect.stringContaining('is not used'),
    expect.stringContaining('no longer names the site shop-1'),
  ])
})

import { expect, test } from 'vitest'
import { configuration } from './configuration.ts'

const shop = { id: 'shop-1', name: { zh: '一号店', en: 'Shop one' }, timeZone: 'Asia/Shanghai', assets: [] }
const withCloud = (cloud: object) => configuration.safeParse({ sites: [shop], edge: { site: 'shop-1' }, cloud })

test('tiles without the name of whom they are by are refused, with an example', () => {
  const { error } = withCloud({ tileUrl: 'https://tiles.example/{z}/{x}/{y}.png' })
  expect(error?.issues).toEqual([
    expect.objectContaining({
      path: ['cloud', 'tileAttribution'],
      message: 'say whom the tiles of cloud.tileUrl are by, such as "© OpenStreetMap contributors"',
    }),
  ])
})

test('tiles with their attribution, or no tiles at all, are accepted', () => {
  const tiles = { tileUrl: 'https://tiles.example/{z}/{x}/{y}.png', tileAttribution: '© Tile makers' }
  expect(withCloud(tiles).data?.cloud).toMatchObject(tiles)
  expect(withCloud({}).success).toBe(true)
})

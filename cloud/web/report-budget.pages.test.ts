import { describe, expect, it } from 'vitest'
import { chromiumPresent, phone, useBuiltPages } from './test/built-pages.ts'

const pages = useBuiltPages('production')

describe.runIf(chromiumPresent)('the report page', () => {
  it('comes in under 200 kB compressed before its map, data included', async () => {
    const page = await pages.open({ path: '/t/order', size: phone })
    await page.locator('.chart svg').first().waitFor()
    const bytes = await page.evaluate(async () => {
      const gzipped = async (url: string): Promise<number> => {
        const body = (await fetch(url)).body
        if (body === null) return 0
        return (await new Response(body.pipeThrough(new CompressionStream('gzip'))).arrayBuffer()).byteLength
      }
      const all = [location.href, ...performance.getEntriesByType('resource').map(({ name }) => name)]
      const beforeMap = [...new Set(all)].filter((name) => !/basemap|route-map|land-/.test(name))
      const sizes = await Promise.all(beforeMap.map(async (name) => ({ name, size: await gzipped(name) })))
      const sum = (wanted: typeof sizes) => wanted.reduce((total, { size }) => total + size, 0)
      return { all: sum(sizes), code: sum(sizes.filter(({ name }) => !name.includes('/api/'))) }
    })
    expect(bytes.all).toBeLessThan(200_000)
    expect(bytes.code).toBeLessThan(110_000)
  })
})

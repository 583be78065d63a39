import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8')
const tokensOf = (block: string): Map<string, string> =>
  new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map((found) => [found[1] ?? '', found[2] ?? '']))
const [lightBlock = '', darkBlock = ''] = css.split('[data-theme="dark"]')
const themes = { light: tokensOf(lightBlock), dark: tokensOf(darkBlock) }

/** Relative luminance and contrast as in WCAG 2.2, "relative luminance" and "contrast ratio". */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
const contrast = (one: string, other: string): number => {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

const texts = ['ink', 'ink-2', 'ink-3', 'accent', 'ok', 'warning', 'critical', 'neutral', 'cold']
const pairs = [
  ...texts.flatMap((text) => ['ground', 'surface', 'sunken'].map((under) => [text, under] as const)),
  ...['ok', 'warning', 'critical', 'neutral'].flatMap((tone) =>
    [tone, 'ink', 'ink-2'].map((text) => [text, `${tone}-soft`] as const),
  ),
  ['accent', 'accent-soft'],
  ['on-accent', 'accent'],
  ['surface', 'critical'],
  ['surface', 'warning'],
  ['surface', 'neutral'],
  ['cold', 'neutral-soft'],
  ['ink', 'chosen'],
] as const

describe.each(['light', 'dark'] as const)('in %s colours', (theme) => {
  const tokens = themes[theme]

  it.each(pairs)('%s on %s reads with a contrast of at least 4.5', (text, under) => {
    expect(contrast(tokens.get(text) ?? '#', tokens.get(under) ?? '#')).toBeGreaterThanOrEqual(4.5)
  })

  it.each(['line-strong', 'series-1', 'series-2', 'series-3', 'series-4'])('%s stands out by at least 3', (mark) => {
    expect(contrast(tokens.get(mark) ?? '#', tokens.get('surface') ?? '#')).toBeGreaterThanOrEqual(3)
  })
})

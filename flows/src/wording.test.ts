import { cause } from '@larder/contracts/situation'
import { expect, test } from 'vitest'
import { fromMs, shopConfiguration, situation } from './site.fixture.ts'
import { words } from './wording.ts'

const [site] = shopConfiguration().sites

test('a critical situation names place, value, limit and the time at the shop', () => {
  expect(words('raised', situation(), 0, site)).toEqual({
    zh: '紧急：一号店「海鲜柜」温度过高，自 11月20日 14:05 起，现在 8.2 °C，限值 4 °C。',
    en: 'URGENT: Fish cabinet (Shop 1) is too warm, since 20 Nov, 14:05, now 8.2 °C, limit 4 °C.',
  })
})

test('an escalation says that nobody took it', () => {
  const text = words('escalated', situation({ severity: 'warning' }), 2, site)
  expect(text.zh).toMatch(/^还没有人处理（第 2 次提醒）。一号店/)
  expect(text.en).toMatch(/^Nobody has taken this alert yet \(reminder 2\)\. Fish cabinet/)
})

test('an end says how long and how bad it was', () => {
  const over = situation({ state: 'resolved', untilMs: fromMs + 35 * 60_000 })
  expect(words('resolved', over, 0, site)).toEqual({
    zh: '已恢复正常：11月20日 14:05 至 11月20日 14:40，一号店「海鲜柜」温度曾过高，最差 9.2 °C，限值 4 °C。',
    en: 'Back to normal: Fish cabinet (Shop 1) was too warm from 20 Nov, 14:05 to 20 Nov, 14:40, at worst 9.2 °C, limit 4 °C.',
  })
})

test('what was found in late data is for the record', () => {
  const past = situation({ past: true, state: 'resolved', untilMs: fromMs + 60_000 })
  expect(words('raised', past, 0, site).en).toMatch(/^For the record: .* Found in values that arrived late\.$/)
  expect(words('raised', past, 0, site).zh).toMatch(/^仅作记录：.*由迟到的数据发现。$/)
})

test('a place that is in no configuration is called by its identifiers, in UTC', () => {
  expect(words('raised', situation(), 0, undefined).en).toContain('cabinet-1 (shop-1) is too warm, since 20 Nov, 06:05')
})

test.each(cause.options)('%s has words in both languages, without values where there are none', (name) => {
  const { latestCelsius, peakCelsius, limitCelsius, ...bare } = situation({ cause: name, severity: 'warning' })
  for (const kind of ['raised', 'resolved', 'escalated'] as const) {
    const { zh, en } = words(kind, bare, 1, site)
    expect(zh).toMatch(/海鲜柜.*。$/)
    expect(en).toMatch(/Fish cabinet \(Shop 1\).*\.$/)
    expect(zh + en).not.toMatch(/undefined|NaN|°C| :/)
  }
})

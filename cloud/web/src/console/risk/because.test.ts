import type { RiskFactor } from '@larder/contracts/risk'
import { expect, test } from 'vitest'
import { formatIn } from '../../language/format.ts'
import { type Language, type MessageKey, type Parameters, say } from '../../language/say.ts'
import { because } from './because.ts'

const speaking = (language: Language) => ({
  language,
  format: formatIn(language, 'Asia/Shanghai'),
  t: (key: MessageKey, parameters?: Parameters) => say(language, key, parameters),
})

const warm: RiskFactor = {
  factor: 'overLimitCelsius',
  contribution: 2.1,
  value: 3.2,
  figures: { max: 3.2, longestAboveMinutes: 45 },
}

test('the strongest reasons are told with what was seen, in both languages', () => {
  const factors: RiskFactor[] = [
    warm,
    { factor: 'delayMinutes', contribution: 0.8, value: 30, figures: { last: 30 } },
    { factor: 'pastTickets', contribution: 0.4, value: 1 },
    { factor: 'rainMm', contribution: 0.3, value: 12 },
    { factor: 'season', contribution: -0.5, value: null },
  ]
  expect(because(factors, speaking('en'))).toEqual([
    'it was up to 3.2 °C above its limit, 45 min at a stretch',
    'it is 30 min late',
    'the customer has complained 1 time before',
  ])
  expect(because(factors, speaking('zh'))[0]).toBe('最高超限 3.2 °C，连续 45 分钟')
})

test('what lowers the score or hardly moves it is no reason, and a stranger’s column keeps its name', () => {
  expect(because([{ ...warm, contribution: 0.05 }], speaking('en'))).toEqual([])
  const own: RiskFactor = { factor: 'basketValue', contribution: 1, value: 88 }
  expect(because([own], speaking('en'))).toEqual(['basketValue is 88'])
})

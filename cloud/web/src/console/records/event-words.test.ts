import { expect, test } from 'vitest'
import { goodsOf, isAlarmed, shortName, wordOf } from './event-words.ts'

const event = { eventID: 'urn:e', type: 'ObjectEvent', eventTime: '2026-11-20T08:00:00Z' }

test('an identifier is called by its last part', () => {
  expect(shortName('https://id.gs1.org/01/06901234000016/10/L-7')).toBe('L-7')
  expect(shortName('urn:x-larder:class:lot.A%20B')).toBe('A B')
  expect(shortName('urn:x-larder:loc:shop-1.cabinet-1')).toBe('shop-1.cabinet-1')
  expect(shortName('urn:a:%')).toBe('%')
})

test('an event is about everything its lists name, each once', () => {
  const quantityList = [{ epcClass: 'urn:c:1' }, { epcClass: 'urn:c:1' }]
  expect(goodsOf({ ...event, epcList: ['urn:e:1'], quantityList })).toEqual(['urn:e:1', 'urn:c:1'])
  expect(goodsOf(event)).toEqual([])
})

test('a word nobody translated is shown as it is', () => {
  const t = (key: string) => `<${key}>`
  expect(wordOf('step', 'shipping', t)).toBe('<records.step.shipping>')
  expect(wordOf('step', 'cycle_counting', t)).toBe('cycle counting')
  expect(wordOf('step', 'https://example.com/steps/icing', t)).toBe('icing')
})

test('an alarm of any sensor is seen', () => {
  const report = (exception?: string) => ({
    sensorElementList: [{ sensorReport: [{ type: 'Temperature', exception }] }],
  })
  expect(isAlarmed({ ...event, ...report('ALARM_CONDITION') })).toBe(true)
  expect(isAlarmed({ ...event, ...report() })).toBe(false)
})

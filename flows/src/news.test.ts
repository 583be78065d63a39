import { expect, test } from 'vitest'
import { isNewer, newsAfterRestart, newsOf } from './news.ts'
import { situation } from './site.fixture.ts'

const warning = situation({ severity: 'warning' })
const over = situation({ revision: 5, state: 'resolved', untilMs: situation().fromMs + 1 })

test('only a higher revision is newer', () => {
  expect(isNewer(undefined, situation())).toBe(true)
  expect(isNewer(situation({ revision: 2 }), situation({ revision: 2 }))).toBe(false)
  expect(isNewer(situation({ revision: 2 }), situation({ revision: 1 }))).toBe(false)
  expect(isNewer(situation({ revision: 2 }), situation({ revision: 3 }))).toBe(true)
})

test.each([
  ['a new situation is raised', undefined, situation(), 'raised'],
  ['a fresh peak is no news', situation(), situation({ revision: 1, peakCelsius: 12 }), undefined],
  ['a rise in severity is raised again', warning, situation({ revision: 1 }), 'raised'],
  ['a fall in severity is no news', situation(), { ...warning, revision: 1 }, undefined],
  ['its end is news', situation(), over, 'resolved'],
  ['a second end is no news', over, { ...over, revision: 6 }, undefined],
  ['the end of what nobody was told is no news', undefined, over, undefined],
  ['one that begins again is raised again', over, situation({ revision: 6 }), 'raised'],
  ['a past one is told, though it is over', undefined, { ...over, past: true }, 'raised'],
  ['a past one is told only once', { ...over, past: true }, { ...over, past: true, revision: 6 }, undefined],
] as const)('%s', (_title, known, next, news) => {
  expect(newsOf(known, next)).toBe(news)
})

test('after a restart the newest state is said again', () => {
  expect(newsAfterRestart(situation())).toBe('raised')
  expect(newsAfterRestart(over)).toBe('resolved')
  expect(newsAfterRestart({ ...over, past: true })).toBe('raised')
})

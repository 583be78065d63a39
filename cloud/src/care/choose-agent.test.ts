import { expect, test } from 'vitest'
import { type Candidate, chooseAgent } from './choose-agent.ts'

const agent = (account: string, different: Partial<Candidate> = {}): Candidate => ({
  account,
  languages: ['zh', 'en'],
  groups: ['goods', 'safety'],
  available: true,
  load: 0,
  ...different,
})

test('the one with the least to do takes it, of equals the first by name', () => {
  const need = { group: 'goods', language: 'zh' } as const
  expect(chooseAgent(need, [agent('zoe', { load: 1 }), agent('li', { load: 2 })])).toBe('zoe')
  expect(chooseAgent(need, [agent('zoe'), agent('li')])).toBe('li')
})

test('nobody takes what they cannot, however idle', () => {
  const busy = agent('busy', { load: 40 })
  const idle = { load: 0 }
  const need = { group: 'safety', language: 'en' } as const
  expect(chooseAgent(need, [busy, agent('a', { ...idle, groups: ['goods'] })])).toBe('busy')
  expect(chooseAgent(need, [busy, agent('a', { ...idle, languages: ['zh'] })])).toBe('busy')
  expect(chooseAgent(need, [busy, agent('a', { ...idle, available: false })])).toBe('busy')
  expect(chooseAgent({ group: 'money', language: 'en' }, [busy])).toBeNull()
})

test('where the language is not known the group alone decides', () => {
  expect(chooseAgent({ group: 'goods', language: null }, [agent('li', { languages: ['zh'] })])).toBe('li')
})

import type { Turn } from '@larder/contracts/conversation'
import { expect, test } from 'vitest'
import { exchangesOf, figureOf } from './figure.ts'

type Said = Parameters<typeof exchangesOf>[0][number]

const asks = (intent: string | null): Said => ({
  by: 'shopper',
  understanding: { intent, confidence: 0.9, second: null, slots: [], mood: 'neutral', moodConfidence: 0.5 },
  outcome: null,
  latencyMs: null,
})
const says = (outcome: Turn['outcome'], latencyMs: number | null = null): Said => ({
  by: 'assistant',
  understanding: null,
  outcome,
  latencyMs,
})
const agentSays: Said = { by: 'agent', understanding: null, outcome: null, latencyMs: null }

const talk = (turns: Said[], different: object = {}) =>
  figureOf({
    ...{ id: 'c', channel: 'kiosk', site: 's', kiosk: 'k', language: 'zh', mode: 'ended', startedAtMs: 0 },
    ...{ lastAtMs: 9, endedAtMs: 9, handOff: null, agent: null, agentJoinedAtMs: null, ticket: null },
    ...{ rating: null, mood: 'neutral', turns, ...different },
  } as Parameters<typeof figureOf>[0])

const handOff = { reason: 'asked', priority: 'normal', atMs: 5000, scene: null, order: null, lot: null, offered: [] }

test('a request ends with the assistant’s next words; the greeting and a person’s words are none', () => {
  const turns = [
    says('control'),
    asks('product-price'),
    says('answered', 380),
    says('answered', 90),
    agentSays,
    asks('x'),
  ]
  expect(exchangesOf(turns)).toEqual([{ intent: 'product-price', outcome: 'answered', latencyMs: 380 }])
})

test('an answered conversation that is over is resolved; the time to first answer is that of the first request', () => {
  const turns = [
    asks('language'),
    says('control', 50),
    asks('product-price'),
    says('answered', 380),
    asks('product-where'),
  ]
  expect(talk([...turns, says('answered', 200)])).toEqual({
    ...{ ended: true, topic: 'product-price', requests: 2, unanswered: 0, resolved: true, handedOff: false },
    ...{ firstAnswerMs: 380, personWaitMs: null, score: null },
    topics: [
      { intent: 'product-price', asked: 1, unanswered: 0 },
      { intent: 'product-where', asked: 1, unanswered: 0 },
    ],
  })
})

test('what is not resolved: still going on, ended in a question or without an answer, handed over, rated 1 or 2', () => {
  const answered = [asks('product-price'), says('answered')]
  expect(talk(answered).resolved).toBe(true)
  expect(talk(answered, { mode: 'assistant' })).toMatchObject({ ended: false, resolved: false })
  expect(talk([...answered, asks('product-cook'), says('unanswered')]).resolved).toBe(false)
  expect(talk([...answered, asks('product-cook'), says('asked-back')]).resolved).toBe(false)
  expect(talk(answered, { handOff }).resolved).toBe(false)
  expect(talk(answered, { rating: { score: 2, text: '' } }).resolved).toBe(false)
  expect(talk(answered, { rating: { score: 3, text: '' } }).resolved).toBe(true)
  expect(talk([asks('spoiled'), says('ticket')]).resolved).toBe(true)
  expect(talk([...answered, asks('thanks'), says('control')]).resolved).toBe(true)
})

test('one that only says hello asks for nothing', () => {
  expect(talk([asks('hello'), says('control')])).toMatchObject({ requests: 0, topic: null, resolved: false })
})

test('the main topic is what was asked most, and an unanswered request counts for its intent', () => {
  const turns = [asks('a'), says('answered'), asks('b'), says('unanswered'), asks('b'), says('answered'), asks(null)]
  const { topic, topics, unanswered, requests } = talk([...turns, says('unanswered')])
  expect({ topic, unanswered, requests }).toEqual({ topic: 'b', unanswered: 2, requests: 4 })
  expect(topics[0]).toEqual({ intent: 'b', asked: 2, unanswered: 1 })
})

test('the wait for a person runs from the call to the coming', () => {
  const called = { handOff, agentJoinedAtMs: 47_000 }
  expect(talk([asks('human'), says('handed-off')], called)).toMatchObject({ handedOff: true, personWaitMs: 42_000 })
  expect(talk([asks('human'), says('handed-off')], { handOff }).personWaitMs).toBeNull()
})

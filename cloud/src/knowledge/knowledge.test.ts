import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { ArticleDetail, GateView, UnansweredGroup } from '@larder/contracts/knowledge'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type Caller, type CloudUnderTest, startCloud } from '../cloud-under-test.ts'
import { type DatabaseServer, databasesUnderTest } from '../database/databases-under-test.ts'
import { giftWrapping, parking } from './knowledge.fixture.ts'
import type { LearnRequest } from './learn.ts'
import { questionHash } from './question-key.ts'

const why = 'shoppers ask for it'

describe.each(await databasesUnderTest())('the knowledge base on $name', ({ start }) => {
  let server: DatabaseServer
  let cloud: CloudUnderTest
  let staff: Caller
  let manager: Caller
  let administrator: Caller
  /** What was learned, and what the gate is to say of it. */
  let learned: LearnRequest[] = []
  let gateSays: Partial<GateView> = {}

  beforeAll(async () => {
    server = await start()
    cloud = await startCloud(server)
    ;[staff, manager, administrator] = (await Promise.all(
      (['staff', 'manager', 'administrator'] as const).map((role) => cloud.as(role)),
    )) as [Caller, Caller, Caller]
    cloud.services.learning.learn = async (request) => {
      learned.push(request)
      const { language } = request.given
      const gate: GateView = {
        ...{ language, passes: true, accuracyBefore: 0.9, accuracyAfter: 0.9, lines: 92 },
        ...{ worse: [], better: [], articles: [], reasons: [], ...gateSays },
      }
      return {
        model: gate.passes ? Buffer.from(`${language} mind`) : null,
        gate: request.before === null ? null : gate,
      }
    }
  })
  afterEach(() => {
    learned = []
    gateSays = {}
  })
  afterAll(async () => {
    await cloud?.stop()
    await server?.stop()
  })

  const detail = async (id: string): Promise<ArticleDetail> => (await staff.get(`/api/knowledge/articles/${id}`)).body
  const draft = (id: string, text: object, by = staff) => by.post('/api/knowledge/articles', { id, text })
  const act = (id: string, verb: string, body: object, by: Caller) =>
    by.post(`/api/knowledge/articles/${id}/${verb}`, body)
  const publish = (article: { id: string; version: number | null } | null, by = manager) =>
    by.post('/api/knowledge/publish', { article, why })
  const approved = async (id: string) => {
    const [newest] = (await detail(id)).versions
    const { version = 0, edit = 0 } = newest ?? {}
    expect((await act(id, 'submit', { version, edit }, staff)).status).toBe(200)
    expect((await act(id, 'review', { version, approve: true, note: '' }, manager)).status).toBe(200)
    return version
  }

  test('an answer is drafted, reviewed by another person, published, and then learned by every kiosk', async () => {
    expect(cloud.services.minds.version()).toBe(0)
    expect((await draft('parking', parking)).status).toBe(201)
    const early = await publish({ id: 'parking', version: 1 })
    expect(early).toMatchObject({ status: 409, body: { error: { code: 'not-reviewed' } } })
    await approved('parking')
    const heard: number[] = []
    const stop = cloud.services.minds.onChange((version) => heard.push(version))
    const outcome = await publish({ id: 'parking', version: 1 })
    stop()
    expect(outcome).toMatchObject({ status: 200, body: { published: true, mindVersion: 1 } })
    expect(heard).toEqual([1])
    expect(Buffer.from((await cloud.services.minds.model('zh')) ?? []).toString()).toBe('zh mind')
    expect(existsSync(join(cloud.dataDirectory, 'cloud/minds/1/en.model'))).toBe(true)
    expect(await cloud.services.knowledge.articles.published()).toEqual([
      { id: 'parking', version: 1, ...parking, publishedAtMs: cloud.clock.nowMs },
    ])
    const entries = await cloud.services.audit.entries({ subjectKind: 'article', subject: 'parking', limit: 9 })
    expect(entries.map(({ action, by }) => [action, by])).toEqual([
      ['published', 'manager'],
      ['reviewed', 'manager'],
      ['submitted', 'staff'],
    ])
  })

  test('nobody reviews what they have written themselves, and a manager only reviews what was handed in', async () => {
    await draft('gift-wrapping', giftWrapping, manager)
    const early = await act('gift-wrapping', 'review', { version: 1, approve: true, note: '' }, administrator)
    expect(early).toMatchObject({ status: 409, body: { error: { code: 'not-submitted' } } })
    await act('gift-wrapping', 'submit', { version: 1, edit: 1 }, manager)
    const own = await act('gift-wrapping', 'review', { version: 1, approve: true, note: '' }, manager)
    expect(own).toMatchObject({ status: 403, body: { error: { code: 'own-article' } } })
    expect(own.text).toContain('another person must review it')
    expect((await act('gift-wrapping', 'review', { version: 1, approve: true, note: '' }, staff)).status).toBe(403)
    const back = await act('gift-wrapping', 'review', { version: 1, approve: false, note: 'say where' }, administrator)
    expect(back.body.versions[0]).toMatchObject({ state: 'draft', note: 'say where', reviewedBy: 'administrator' })
    expect((await cloud.services.audit.verify()).intact).toBe(true)
  })

  test('who writes into a colleague’s draft has written it as well', async () => {
    const { versions } = await detail('gift-wrapping')
    const { version = 0, edit = 0 } = versions[0] ?? {}
    const answer = { ...giftWrapping.answer, en: 'The service desk by the door wraps for free.' }
    const text = { ...giftWrapping, answer }
    const saved = await act('gift-wrapping', 'draft', { text, version, edit }, administrator)
    expect(saved.body.versions[0].authors).toEqual(['manager', 'administrator'])
    const late = await act('gift-wrapping', 'draft', { text: giftWrapping, version, edit }, manager)
    expect(late).toMatchObject({ status: 409, body: { error: { code: 'edited-meanwhile' } } })
    await act('gift-wrapping', 'submit', { version, edit: edit + 1 }, manager)
    const own = await act('gift-wrapping', 'review', { version, approve: true, note: '' }, administrator)
    expect(own.body.error.code).toBe('own-article')
  })

  test('what could not be published is refused when it is handed in, every fault by its field', async () => {
    await draft('short', { ...parking, questions: { zh: ['停车要钱吗'], en: parking.questions.en } })
    const { status, body } = await act('short', 'submit', { version: 1, edit: 1 }, staff)
    expect(status).toBe(422)
    expect(body.error.fields).toContainEqual({
      field: 'questions.zh',
      message: expect.stringContaining('at least 5 questions'),
    })
    expect(body.error.fields).toContainEqual({
      field: 'questions.en.0',
      message: '“do you have a car park” is a question of the article parking',
    })
    const frozen = { ...parking, questions: { ...parking.questions, zh: ['黄瓜摆在哪个货架上'] } }
    await draft('frozen', frozen)
    const known = await act('frozen', 'submit', { version: 1, edit: 1 }, staff)
    expect(known.text).toContain('frozen test set')
  })

  test('a failing gate publishes nothing and says which lines got worse', async () => {
    const text = { ...parking, answer: { ...parking.answer, en: 'Free for three hours.' } }
    await act('parking', 'draft', { text, version: 1, edit: 1 }, staff)
    await approved('parking')
    const worse = [{ text: 'where do the eggs lie', intent: 'product-where', takenFor: 'article:parking' }]
    gateSays = { passes: false, worse, reasons: ['en: only 80.0 % of the frozen questions are understood'] }
    const refused = await publish({ id: 'parking', version: 2 })
    expect(refused).toMatchObject({ status: 200, body: { published: false, mindVersion: 1 } })
    expect(refused.body.gate[0].worse).toEqual(worse)
    expect(cloud.services.minds.version()).toBe(1)
    expect((await detail('parking')).published).toBe(1)
    expect((await staff.get('/api/knowledge/mind')).body.publications).toHaveLength(1)
  })

  test('an earlier version comes back by learning again, and an article can be taken out of use', async () => {
    await publish({ id: 'parking', version: 2 })
    expect((await detail('parking')).published).toBe(2)
    const back = await publish({ id: 'parking', version: 1 })
    expect(back.body).toMatchObject({ published: true, mindVersion: 3 })
    expect(learned.at(-1)?.given.articles.map(({ id }) => id)).toEqual(['parking'])
    const again = await publish({ id: 'parking', version: 1 })
    expect(again).toMatchObject({ status: 409, body: { error: { code: 'in-force' } } })
    await publish({ id: 'parking', version: null })
    expect(learned.at(-1)?.given.articles).toEqual([])
    expect(await cloud.services.knowledge.articles.published()).toEqual([])
    const { publications } = (await staff.get('/api/knowledge/mind')).body
    expect(publications.map(({ action }: { action: string }) => action)).toEqual([
      'withdrawn',
      'rolled-back',
      'published',
      'published',
    ])
    expect(existsSync(join(cloud.dataDirectory, 'cloud/minds/1'))).toBe(false)
    await publish({ id: 'parking', version: 1 })
  })

  test('only a manager publishes, and two do not at once', async () => {
    expect((await publish({ id: 'parking', version: 2 }, staff)).status).toBe(403)
    const both = await Promise.all([
      publish({ id: 'parking', version: 2 }),
      publish({ id: 'parking', version: 2 }, administrator),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  const unanswered = async (text: string, language: 'zh' | 'en', times = 1): Promise<void> => {
    for (let time = 0; time < times; time++) {
      const row = { id: randomUUID(), conversation: randomUUID(), site: 'shop-1', language, text }
      await cloud.services.database
        .insertInto('unansweredQuestion')
        .values({ ...row, atMs: cloud.clock.nowMs })
        .execute()
    }
  }
  const queue = async (): Promise<UnansweredGroup[]> => (await staff.get('/api/knowledge/unanswered')).body
  const decide = (keys: string[], decision: object) =>
    staff.post('/api/knowledge/unanswered/decide', { keys, decision })

  test('unanswered questions queue by likeness and are settled one way or another', async () => {
    await unanswered('你们有没有充电宝', 'zh', 2)
    await unanswered('有没有充电宝？', 'zh')
    await unanswered('can i bring my dog', 'en')
    await unanswered('asdf', 'en')
    await unanswered('got any fresh cuttlefish in', 'en')
    const groups = await queue()
    expect(groups[0]).toMatchObject({ text: '你们有没有充电宝', count: 3, languages: ['zh'] })
    expect(groups[0]?.keys).toHaveLength(2)
    expect(groups).toHaveLength(4)

    expect((await decide([questionHash('asdf')], { kind: 'dismissed', reason: 'no words' })).body).toHaveLength(3)
    await decide([questionHash('can i bring my dog')], { kind: 'article', article: 'parking' })
    const [newest] = (await detail('parking')).versions
    expect(newest).toMatchObject({ version: 3, state: 'draft', authors: ['staff'] })
    expect(newest?.text.questions.en.at(-1)).toBe('can i bring my dog')
    const keys = groups[0]?.keys ?? []
    const begun = await staff.post('/api/knowledge/articles', { id: 'power-banks', text: parking, answers: keys })
    expect(begun.status).toBe(201)
    expect((await queue()).map(({ text }) => text)).toEqual(['got any fresh cuttlefish in'])

    cloud.clock.nowMs += 1000
    await unanswered('asdf', 'en')
    await unanswered('can i bring my dog', 'en')
    expect((await queue()).map(({ text }) => text)).toEqual(['can i bring my dog', 'got any fresh cuttlefish in'])
  })

  test('a question assigned to an intent is learned after another person has approved it', async () => {
    const keys = [questionHash('got any fresh cuttlefish in')]
    const unknown = await decide(keys, { kind: 'intent', intent: 'nothing-such' })
    expect(unknown.body.error.fields).toMatchObject([{ field: 'decision.intent' }])
    await decide(keys, { kind: 'intent', intent: 'product-stock' })
    const [line] = (await staff.get('/api/knowledge/lines')).body
    expect(line).toMatchObject({ text: 'got any fresh cuttlefish in', state: 'proposed', proposedBy: 'staff' })
    expect(await publish(null)).toMatchObject({ status: 409, body: { error: { code: 'nothing-to-learn' } } })
    expect((await manager.post(`/api/knowledge/lines/${line.id}/review`, { approve: true })).status).toBe(200)
    expect((await staff.get('/api/knowledge/mind')).body.waitingLines).toBe(1)
    expect((await publish(null)).body.published).toBe(true)
    const english = learned.find(({ given }) => given.language === 'en' && given.extra.length > 0)
    expect(english?.given.extra).toEqual([{ text: 'got any fresh cuttlefish in', intent: 'product-stock' }])
    expect((await staff.get('/api/knowledge/lines')).body).toEqual([])
  })

  test('who assigned a question does not approve it, and a refused one goes back into the queue', async () => {
    await unanswered('can i pay with shells', 'en')
    const keys = [questionHash('can i pay with shells')]
    const intent = { kind: 'intent', intent: 'product-price' }
    await manager.post('/api/knowledge/unanswered/decide', { keys, decision: intent })
    const [line] = (await staff.get('/api/knowledge/lines')).body
    const own = await manager.post(`/api/knowledge/lines/${line.id}/review`, { approve: true })
    expect(own).toMatchObject({ status: 403, body: { error: { code: 'own-line' } } })
    await administrator.post(`/api/knowledge/lines/${line.id}/review`, { approve: false })
    expect((await queue()).map(({ text }) => text)).toContain('can i pay with shells')
  })
})

test('a real publication is understood at once and suggested to agents', { timeout: 120_000 }, async () => {
  const cloud = await startCloud()
  try {
    const [staff, manager] = [await cloud.as('staff'), await cloud.as('manager')]
    const ask = async (text: string) => (await staff.post('/api/knowledge/try', { text, language: 'en' })).body
    expect((await ask('is the parking free')).first.intent).not.toBe('article:parking')
    await staff.post('/api/knowledge/articles', { id: 'parking', text: parking })
    await staff.post('/api/knowledge/articles/parking/submit', { version: 1, edit: 1 })
    await manager.post('/api/knowledge/articles/parking/review', { version: 1, approve: true, note: '' })
    const article = { id: 'parking', version: 1 }
    const { body } = await manager.post('/api/knowledge/publish', { article, why })
    expect(body).toMatchObject({ published: true, mindVersion: 1, gate: [{ passes: true }, { passes: true }] })
    const asked = await ask('is the parking free')
    expect(asked).toMatchObject({ mindVersion: 1, does: 'answers', answer: parking.answer })
    expect(asked.first.intent).toBe('article:parking')
    const suggested = await staff.get('/api/knowledge/suggestions?language=zh&text=%E5%81%9C%E8%BD%A6')
    expect(suggested.body[0].article).toBe('parking')
  } finally {
    cloud.services.learning.stop()
    await cloud.stop()
  }
})

import { card as cardOf } from '@larder/contracts/conversation'
import type { Language } from '@larder/contracts/language'
import { storeCopy } from '@larder/contracts/store-copy'
import { expect, test } from 'vitest'
import type { Desk } from '../mind/desk.ts'
import type { SkillAnswer, SkillInput, Slots, Topic } from '../mind/skill.ts'
import { normalise } from '../normalise/normalise.ts'
import { namedProducts } from '../slots/catalogue.ts'
import { lotOf, nowMs, storeCopyOf } from './catalogue.fixture.ts'
import { goodsSkills } from './goods-skills.ts'

const noSlots: Slots = {
  products: [],
  orderNumber: null,
  quantity: null,
  moneyFen: null,
  dayMs: null,
  minuteOfDay: null,
}
const noTopic: Topic = { intent: null, products: [], lot: null, order: null, wish: '' }
const refuse = () => Promise.reject(new Error('not asked for'))
const deskWithout: Desk = {
  now: () => nowMs,
  copy: storeCopyOf,
  openOrder: refuse,
  trace: async () => null,
  openTicket: refuse,
  handOff: refuse,
}

interface Given extends Partial<Omit<SkillInput, 'slots' | 'topic'>> {
  about?: string[]
  slots?: Partial<Slots>
  topic?: Partial<Topic>
}

async function ask(intent: string, text: string, language: Language, given: Given = {}): Promise<SkillAnswer> {
  const { about = [], slots, topic, ...rest } = given
  const skill = goodsSkills.find(({ intents }) => intents.includes(intent))
  const answer = await skill?.answer({
    intent,
    text: normalise(text, language),
    language,
    mood: { mood: 'neutral', confidence: 1 },
    copy: storeCopyOf(),
    nowMs,
    desk: deskWithout,
    tags: [],
    ...rest,
    slots: {
      ...noSlots,
      products: about.map((product) => ({
        product,
        heard: heardOf(product, text, language),
        repairedTo: null,
        confidence: 1,
      })),
      ...slots,
    },
    topic: { ...noTopic, ...topic },
  })
  if (!answer) throw new Error(`no skill answers ${intent}`)
  // No placeholder is left over, and every card is one that screens know.
  expect(answer.say).not.toMatch(/\{\w+\}/)
  for (const card of answer.cards ?? []) cardOf.parse(card)
  return answer
}

const heardOf = (product: string, text: string, language: Language): string =>
  namedProducts(normalise(text, language), storeCopyOf(), language).find((named) => named.product === product)?.heard ??
  product

test('the fixture is a copy as the cloud sends it', () => {
  expect(() => storeCopy.parse(storeCopyOf())).not.toThrow()
})

test('where: the shelf in words and on the map', async () => {
  const { say, cards } = await ask('product-where', '三文鱼在哪里', 'zh', { about: ['salmon-fillet'] })
  expect(say).toMatch(/^冰鲜三文鱼柳在水产区 A1的水产冷柜里。从这里走过去大约\d+米，地图上标好了路线。$/)
  expect(cards?.[0]).toMatchObject({
    kind: 'map',
    shelf: 'fish',
    name: { zh: '冰鲜三文鱼柳', en: 'Fresh salmon fillet' },
  })
})

test('price: the offer that holds now beside the usual price, by the 斤 in Chinese and the kilo in English', async () => {
  const zh = await ask('product-price', '三文鱼多少钱', 'zh', { about: ['salmon-fillet'] })
  expect(zh.say).toBe('冰鲜三文鱼柳特价每斤64元，每公斤128元，原价每公斤158元，到20:00为止。')
  const en = await ask('product-price', 'how much is two pounds of salmon', 'en', {
    about: ['salmon-fillet'],
    slots: { quantity: { amount: 500, unit: 'gram' } },
  })
  expect(en.say).toBe(
    'Fresh salmon fillet: on offer at 128 yuan a kilo instead of 158 until 20:00. 500 g comes to 64 yuan.',
  )
  const old = await ask('product-price', 'apples', 'en', { about: ['apple'] })
  expect(old.say).toBe('Luochuan apples: 15.8 yuan a kilo.')
})

test('price: what only members pay is said as such and is nobody else’s price', async () => {
  const { say, cards } = await ask('product-price', '鸡翅多少钱', 'zh', { about: ['chicken-wings'] })
  expect(say).toBe('鸡中翅每斤23元，每公斤46元，会员价36元，到20:00为止。')
  expect(cards?.[0]).toMatchObject({ facts: { priceFen: 4600, offerFen: null } })
})

test('stock: sold out names what is like it and never says when it comes back', async () => {
  const { say, choices } = await ask('product-stock', '还有西兰花吗', 'zh', { about: ['broccoli'] })
  expect(say).toMatch(/^西兰花现在卖完了。什么时候到货我这里没有记录。相近而且有货的有：/)
  expect(choices?.[0]?.id).toMatch(/^intent:product-where:/)
})

test('stock: of a kind, all that is in stock', async () => {
  const { say, topic } = await ask('product-stock', '有没有海鲜', 'zh')
  expect(say).toContain('冷冻白虾仁')
  expect(topic?.products).toContain('hairy-crab')
})

test('an old copy is told with its time', async () => {
  const { say } = await ask('product-stock', 'any tofu left', 'en', {
    about: ['tofu'],
    copy: storeCopyOf({ atMs: nowMs - 3_600_000 }),
  })
  expect(say).toBe(
    'Yes, Soft tofu is in stock: 22 packs. That is as of 14:00; I can not reach the newest records right now.',
  )
})

test('freshness: the lot on sale in a sentence, with the cabinet’s reading', async () => {
  const { say, cards, topic } = await ask('product-freshness', '三文鱼新鲜吗', 'zh', { about: ['salmon-fillet'] })
  expect(say).toBe(
    '现在在售的这批冰鲜三文鱼柳，全程温度都在规定范围内，最高3.8 °C。按记录估计，2.0 °C冷藏大约还能放4.1天，在3.2到5.3天之间，保鲜期还剩62%。保质期到11月24日。请继续冷藏，趁新鲜享用。所在的水产冷柜现在1.9 °C。',
  )
  expect(cards?.[0]?.kind).toBe('trace')
  expect(topic).toMatchObject({ lot: 'SALMON-1', products: ['salmon-fillet'] })
})

test('freshness: what was measured in the air is said to be so, and nothing is called safe', async () => {
  const { say } = await ask('product-freshness', 'is the bass safe', 'en', { about: ['sea-bass'] })
  expect(say).toContain('measured in the air around it')
  expect(say).not.toMatch(/\bsafe\b/)
})

test('freshness: a recalled lot is not to be eaten, whatever else is known, and no cabinet is praised', async () => {
  const { say } = await ask('product-freshness', 'is the milk fresh', 'en', { about: ['milk-fresh'] })
  expect(say).toBe(
    'Fresh milk, the lot that is on sale now: this lot is recalled (检出李斯特菌). Please do not eat it, and hand it to our staff.',
  )
})

test('freshness: an excursion, missing data, a passed date', async () => {
  const on = (more: Parameters<typeof lotOf>[2]) =>
    ask('product-freshness', 'is it fresh', 'en', {
      about: ['salmon-fillet'],
      copy: storeCopyOf({ lots: [lotOf('SALMON-1', 'salmon-fillet', more)], cabinets: [] }),
    })
  const excursion = {
    kind: 'warm',
    asset: 'truck-1',
    fromMs: nowMs - 9e6,
    untilMs: nowMs - 8e6,
    peakCelsius: 9.2,
    limitCelsius: 4,
  }
  const warm = await on({ verdict: 'excursion', excursions: [excursion], advice: 'check-before-eating' })
  expect(warm.say).toContain('once on its way, 9.2 °C at the worst, where 4.0 °C is allowed')
  expect(warm.say).toContain('check its look and smell')
  const unknown = await on({ verdict: 'not-enough-data', coveragePercent: 31, advice: 'ask-staff' })
  expect(unknown.say).toContain('only 31 % of the time is recorded')
  expect(unknown.say).not.toContain('days are left')
  expect((await on({ useByMs: nowMs - 1 })).say).toContain('is past: please do not eat it')
})

test('freshness: "my salmon" is the lot of the opened order; without one the order number is asked for', async () => {
  const order = {
    id: 'O-1',
    orderedAtMs: nowMs,
    promisedAtMs: null,
    deliveredAtMs: null,
    lines: [{ lot: 'SALMON-0', product: 'salmon-fillet', quantity: 1 }],
  }
  const brief = {
    subject: { kind: 'order' as const, id: 'O-1' },
    version: 2,
    generatedAtMs: nowMs,
    lots: [lotOf('SALMON-0', 'salmon-fillet', { warmestCelsius: 3.1 })],
  }
  const desk: Desk = {
    ...deskWithout,
    trace: async ({ id }) => (id === 'O-1' ? { brief, url: 'https://t.example/x' } : null),
  }
  const mine = await ask('product-freshness', 'is my salmon still good', 'en', {
    about: ['salmon-fillet'],
    desk,
    topic: { order },
  })
  expect(mine.say).toMatch(/^Fresh salmon fillet from your order: .*3\.1 °C/)
  expect(mine.topic?.lot).toBe('SALMON-0')
  const unopened = await ask('product-freshness', 'is my salmon still good', 'en', { about: ['salmon-fillet'] })
  expect(unopened.say).toContain('tell me its order number')
})

test('origin, keeping and cooking are told from the records, and raw fish only where it is recorded', async () => {
  const about = ['salmon-fillet']
  expect((await ask('product-origin', '三文鱼哪里产的', 'zh', { about })).say).toContain('黄海深远海养殖场')
  expect((await ask('product-store', 'how do i keep it', 'en', { topic: { products: about } })).say).toContain(
    'two days',
  )
  expect((await ask('product-cook', 'can i eat it raw', 'en', { topic: { products: about } })).say).toContain('raw')
  const raw = await ask('product-cook', '鲈鱼可以生吃吗', 'zh', { about: ['sea-bass'] })
  expect(raw).toMatchObject({ say: '我这里没有鲜活鲈鱼可以生吃的记录，请彻底做熟再吃。', outcome: 'unanswered' })
})

test.each([
  ['en', 'does rye bread contain gluten', 'rye-bread', 'Rye bread contains gluten.'],
  ['en', 'is tofu gluten free', 'tofu', 'Yes, Soft tofu is recorded as gluten-free.'],
  ['en', 'is rye bread gluten free', 'rye-bread', 'I have no record that Rye bread is gluten-free.'],
  ['en', 'i am allergic to nuts can i eat the dip', 'mystery-sauce', 'I have no allergen record of House dip.'],
  ['zh', '我对海鲜过敏能吃豆腐吗', 'tofu', '记录里嫩豆腐没有列出'],
  ['en', 'is there milk in the bread', 'rye-bread', 'Our record lists no milk in Rye bread.'],
  ['zh', '大闸蟹孕妇能吃吗', 'hairy-crab', '记录写明阳澄湖大闸蟹不适合孕妇'],
  ['zh', '三文鱼热量多少', 'salmon-fillet', '每100克冰鲜三文鱼柳有208千卡'],
] as const)('nutrition in %s: %s', async (language, text, product, begins) => {
  expect((await ask('product-nutrition', text, language, { about: [product] })).say).toContain(begins)
})

test('what has no record is not claimed, and a person is offered', async () => {
  const copy = storeCopyOf({ cards: [], lots: [], shelf: [], store: null })
  for (const { intents } of goodsSkills) {
    for (const language of ['zh', 'en'] as const) {
      const intent = intents[0] as string
      const answer = await ask(intent, '', language, { copy, about: ['tofu', 'apple'] })
      expect([intent, answer.outcome === 'unanswered' || intent === 'product-offers']).toEqual([intent, true])
      expect(answer.say).not.toMatch(/undefined|null|NaN/)
    }
  }
})

test('without a product the one spoken of is meant; without any it is asked which', async () => {
  expect((await ask('product-price', 'how much is it', 'en', { topic: { products: ['tofu'] } })).say).toContain(
    'Soft tofu',
  )
  const which = await ask('product-price', '多少钱', 'zh')
  expect(which).toMatchObject({ outcome: 'asked-back', expects: 'choice' })
  expect(which.choices?.[0]).toEqual({ id: 'intent:product-price:salmon-fillet', label: '冰鲜三文鱼柳' })
  const fish = await ask('product-freshness', '鱼新鲜吗', 'zh')
  expect(fish.choices?.map(({ label }) => label)).toEqual(['冰鲜三文鱼柳', '鲜活鲈鱼', '银鳕鱼块', '舟山带鱼段'])
})

test('pairing: by the graph, and what should not be eaten together', async () => {
  const salmon = await ask('product-pairing', 'what goes with salmon', 'en', { about: ['salmon-fillet'] })
  expect(salmon.say).toMatch(/^With Fresh salmon fillet go Lemons/)
  const crab = await ask('product-pairing', '螃蟹和柿子能一起吃吗', 'zh', { about: ['hairy-crab', 'persimmon'] })
  expect(crab.say).toBe('记录写明阳澄湖大闸蟹和火晶柿子不宜同吃。')
})

test('compare: by the same unit, and by life left', async () => {
  const { say } = await ask('product-compare', 'compare salmon and bass', 'en', {
    about: ['salmon-fillet', 'sea-bass'],
  })
  expect(say).toContain('Live sea bass is cheaper.')
  expect(say).toContain('Live sea bass has more of its life left.')
  const other = await ask('product-compare', 'and compared with milk', 'en', {
    about: ['tofu'],
    topic: { products: ['salmon-fillet'] },
  })
  expect(other.say).not.toContain('cheaper')
})

test('offers: those that hold now, members’ marked', async () => {
  const { say, cards } = await ask('product-offers', '今天有什么特价', 'zh')
  expect(say).toBe('现在有2个优惠：冰鲜三文鱼柳每斤64元，原价79元；鸡中翅每斤18元，原价23元，限会员。')
  expect(cards).toMatchObject([{ kind: 'offers', items: [{ note: { zh: '晚市特价', en: 'Evening price' } }, {}] }])
  expect((await ask('product-offers', '苹果打折吗', 'zh', { about: ['apple'] })).say).toBe('洛川苹果现在没有优惠。')
})

test('hours: now, at night, on a day that is closed', async () => {
  expect((await ask('store-hours', 'are you open now', 'en')).say).toBe(
    'We are open now, until 22:00 today: today we open at 08:00 and close at 22:00.',
  )
  const saturdayNightMs = nowMs + 32 * 3_600_000
  expect((await ask('store-hours', '现在开着吗', 'zh', { nowMs: saturdayNightMs })).say).toBe(
    '现在已经打烊，下次开门是星期一08:00。',
  )
  expect((await ask('store-hours', '周日开门吗', 'zh')).say).toBe('星期日不营业。')
})

test('membership: in the store’s words, and nobody’s points', async () => {
  expect((await ask('membership', '我有多少积分', 'zh')).say).toBe(
    '个人的积分和会员卡我这里查不到，工作人员可以帮您查。会员免费办理，每消费 1 元积 1 分。会员现在买鸡中翅有优惠。',
  )
})

test('what is said after a recommendation narrows it down, and a new wish begins anew', async () => {
  const first = await ask('product-recommend', '推荐点晚饭吃的，100块以内', 'zh')
  expect(first.topic?.wish).toBe('推荐点晚饭吃的 100块以内')
  const topic = { ...noTopic, intent: 'product-recommend', ...first.topic }
  const narrowed = await ask('product-recommend', '不要海鲜', 'zh', { topic })
  expect(narrowed.topic?.wish).toBe('推荐点晚饭吃的 100块以内 不要海鲜')
  const anew = await ask('product-recommend', '推荐点水果', 'zh', { topic })
  expect(anew.topic?.wish).toBe('推荐点水果')
})

test.each([
  ['你们有榴莲吗', 'zh', /没有查到/],
  ['do you sell durian', 'en', /do not find that among our goods/],
  ['有货吗', 'zh', /哪一种/],
  ['do you have it in stock', 'en', /Which one/],
] as const)('what is not sold here is said not to be found: "%s"', async (text, language, expected) => {
  expect((await ask('product-stock', text, language)).say).toMatch(expected)
})

test('an allergy without a product is a wish for something else', async () => {
  const { say } = await ask('product-nutrition', '我对花生过敏，有什么零食推荐', 'zh')
  expect(say).toContain('含花生的都没有列入')
})

test('the reasons that all suggestions share are said once', async () => {
  const { say } = await ask('product-recommend', 'something for two people', 'en')
  expect(say).toMatch(/\. All of them suit two people\.$/)
  expect(say.match(/two people/g)).toHaveLength(1)
})

import { expect, test } from 'vitest'
import { toPinyin } from './pinyin.ts'
import { spokenSentences, voiceRuns } from './spoken-text.ts'

test.each([
  ['银行行长重新称重量', 'yin2 hang2 hang2 zhang3 chong2 xin1 cheng1 zhong4 liang4'],
  ['便宜的三文鱼还有吗', 'pian2 yi5 de5 san1 wen2 yu2 hai2 you3 ma5'],
  ['我要还钱', 'wo3 yao4 huan2 qian2'],
  ['音乐和快乐，了解了', 'yin1 yue4 he2 kuai4 le4, liao3 jie3 le5'],
  ['调料和空调', 'tiao2 liao4 he2 kong1 tiao2'],
  ['长大和长度', 'zhang3 da4 he2 chang2 du4'],
  ['头发和发货', 'tou2 fa5 he2 fa1 huo4'],
  ['处理、好吃、爱好', 'chu3 li3, hao3 chi1, ai4 hao4'],
  ['鸡蛋得放冰箱里', 'ji1 dan4 dei3 fang4 bing1 xiang1 li3'],
  ['一盒不够，一共不要', 'yi4 he2 bu2 gou4, yi2 gong4 bu2 yao4'],
  ['绿色女士', 'lv4 se4 nv3 shi4'],
  ['蛤蜊和番茄', 'ge2 li2 he2 fan1 qie2'],
])('%s is read %s', (text, syllables) => {
  expect(toPinyin(text)).toBe(syllables)
})

test('a text is cut into sentences of words, not inside a number', () => {
  expect(spokenSentences('三文鱼在A3货架。今天¥29.9！还要吗？', 'zh')).toEqual([
    '三文鱼在A三货架。',
    '今天二十九元九角!',
    '还要吗?',
  ])
  expect(spokenSentences('It is 4.5 °C. Anything else?', 'en')).toEqual([
    'It is four point five degrees Celsius.',
    'Anything else?',
  ])
})

test('a very long sentence is cut at its commas, and hard where it has none', () => {
  const parts = spokenSentences(`${'很新鲜，'.repeat(100)}。`, 'zh')
  expect(parts.every(({ length }) => length <= 160)).toBe(true)
  expect(parts.join('').replace(/[^很]/g, '')).toHaveLength(100)
  expect(spokenSentences('a'.repeat(500), 'en').map(({ length }) => length)).toEqual([160, 160, 160, 20])
})

test('markup and phoneme notation are words like any other', () => {
  const said = spokenSentences('<break time="9s"/>[[h@]] hello\t & goodbye', 'en').join(' ')
  expect([...'<>[]&\t'].filter((sign) => said.includes(sign))).toEqual([])
  expect(spokenSentences('…！？', 'zh')).toEqual([])
})

test('a text too long to say is refused', () => {
  expect(() => spokenSentences('啊'.repeat(100_000), 'zh')).toThrow('100000 characters are too many to say')
})

test('each run of a mixed sentence goes to the voice of its language', () => {
  expect(voiceRuns('请用Wi-Fi,谢谢。')).toEqual([
    { language: 'zh', text: 'qing3 yong4' },
    { language: 'en', text: 'Wi-Fi,' },
    { language: 'zh', text: 'xie4 xie4.' },
  ])
  expect(voiceRuns('The 三文鱼 is fresh.').map(({ language }) => language)).toEqual(['en', 'zh', 'en'])
})

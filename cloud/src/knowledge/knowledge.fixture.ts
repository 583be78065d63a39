import type { ArticleText } from '@larder/contracts/knowledge'

/** A complete article. */
export const parking: ArticleText = {
  title: { zh: '停车', en: 'Parking' },
  answer: { zh: '地下一层，前两小时免费。', en: 'On the lower floor; the first two hours are free.' },
  questions: {
    zh: ['你们有停车场吗', '停车要钱吗', '车停在哪里', '停车位多不多', '可以免费停多久的车'],
    en: [
      'do you have a car park',
      'is parking free here',
      'where do i park my car',
      'are there any parking spaces',
      'how long can i park without paying',
    ],
  },
}

export const giftWrapping: ArticleText = {
  title: { zh: '礼品包装', en: 'Gift wrapping' },
  answer: { zh: '服务台免费包装。', en: 'The service desk wraps for free.' },
  questions: {
    zh: ['能包成礼物吗', '礼盒包装怎么收费', '帮我包装一下送人', '有没有礼品袋', '礼品包装在哪里弄'],
    en: [
      'can you wrap this as a gift',
      'how much is gift wrapping',
      'where is the wrapping counter',
      'i need a gift bag',
      'wrap it up as a present please',
    ],
  },
}

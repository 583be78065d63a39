import { halfYuan, memberOffer, nameOf, recordsOf, yuan } from '@larder/assistant/goods/facts'
import { fill, goodsWords } from '@larder/assistant/goods/words/words'
import type { Language } from '@larder/contracts/language'
import type { StoreCopy } from '@larder/contracts/store-copy'

/** As many offers as the ear keeps. */
const mostOffers = 2

const words: Record<Language, { welcome: string; offers: string; between: string; end: string }> = {
  zh: { welcome: '欢迎回来！', offers: '今天的会员价：', between: '；', end: '。' },
  en: { welcome: 'Welcome back!', offers: ' Prices for members today: ', between: '; ', end: '.' },
}

/**
 * What a member hears first. It tells a bystander, or whoever holds up a picture of a member, nothing but offers.
 */
export function welcomeWords(copy: StoreCopy, language: Language, nowMs: number): string {
  const { welcome, offers, between, end } = words[language]
  const { say } = goodsWords(language)
  const told = [...new Set(copy.offers.filter(({ membersOnly }) => membersOnly).map(({ product }) => product))]
    .flatMap((id) => {
      const records = recordsOf(copy, id, nowMs)
      const [offer, price] = [memberOffer(records), records.item?.priceFen]
      if (offer === undefined || price === undefined || offer.priceFen >= price) return []
      return fill(say[`offerItem.${records.product?.unit ?? 'piece'}`], {
        name: nameOf(records, language),
        offer: yuan(offer.priceFen),
        price: yuan(price),
        offerHalf: halfYuan(offer.priceFen),
        half: halfYuan(price),
      })
    })
    .slice(0, mostOffers)
  return told.length === 0 ? welcome : `${welcome}${offers}${told.join(between)}${end}`
}

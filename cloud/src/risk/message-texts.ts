import type { CustomerMessageKind, RiskFactor } from '@larder/contracts/risk'
import type { Bilingual } from '@larder/contracts/site'

/** What the customer reads. It states what is so and what to do; never a probability, never a promise of money. */
export function messageText(kind: CustomerMessageKind, order: string, factors: readonly RiskFactor[]): Bilingual {
  return texts[kind](order, factors.find(({ contribution }) => contribution > 0)?.factor)
}

const texts: Record<CustomerMessageKind, (order: string, cause: string | undefined) => Bilingual> = {
  'delivery-notice': (order, cause) =>
    cause === 'delayMinutes'
      ? {
          zh: `您的订单 ${order} 仍在配送途中，到得比预计晚。商品一直在冷藏监测下，很抱歉让您久等。`,
          en: `Your order ${order} is still on its way and later than planned. It stays under temperature watch. We are sorry for the wait.`,
        }
      : {
          zh: `您的订单 ${order} 正在配送途中。今天的路况或天气可能影响商品，收到后请尽快查看并放入冰箱。`,
          en: `Your order ${order} is on its way. Today's road or weather may affect it: please look at it and put it in the fridge as soon as it arrives.`,
        },
  'unpacking-guide': (order) => ({
    zh: `订单 ${order} 开箱提示：请在收到后 30 分钟内开箱；先看外包装，再看冰袋是否仍凉；易碎果蔬轻拿；如有软化、渗漏或异味，请先不要食用，拍照后告诉我们。`,
    en: `Unpacking order ${order}: open it within 30 minutes; look at the packaging, then feel whether the ice packs are still cold; lift fruit gently; if anything is soft, leaking or smells odd, do not eat it, take a photo and tell us.`,
  }),
  'coupon-offer': (order) => ({
    zh: `订单 ${order} 在途中受到了影响。如有任何不满意，请通过本页告诉我们，店员会为您核实并办理补偿券。`,
    en: `Something on the way may have affected order ${order}. If anything is not right, tell us on this page: staff will check it and see to a coupon.`,
  }),
}

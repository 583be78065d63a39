import type { StoreRecord } from '@larder/contracts/shop'

const day = { opens: '08:00', closes: '22:00' }
const weekend = { opens: '08:00', closes: '22:30' }

const shelf = (id: string, zh: string, en: string, x: number, y: number, width: number, depth: number) => ({
  id,
  label: { zh, en },
  x,
  y,
  width,
  depth,
})

/** The simulated shop: 24 by 16 metres, cold counters along the walls, the entrance in the lower middle. */
export const simulatedStore = (site: string): StoreRecord => ({
  site,
  phone: '+86 21 5550 0100',
  hours: [day, day, day, day, weekend, weekend, weekend],
  plan: {
    width: 24,
    depth: 16,
    entrance: { x: 12, y: 16 },
    kiosk: { x: 9.5, y: 14 },
    shelves: [
      shelf('F1', '鲜鱼柜', 'Fish counter', 1, 0.5, 6, 1.4),
      shelf('F2', '贝虾冰台', 'Shellfish on ice', 8, 0.5, 5, 1.4),
      shelf('M1', '鲜肉柜', 'Meat counter', 14, 0.5, 5, 1.4),
      shelf('M2', '禽肉柜', 'Poultry counter', 19.5, 0.5, 3.5, 1.4),
      shelf('D1', '乳品柜', 'Dairy cabinet', 22.4, 3, 1.2, 5),
      shelf('D2', '蛋与豆制品柜', 'Eggs and tofu', 22.4, 8.5, 1.2, 4),
      shelf('Z1', '冷冻柜', 'Freezer', 0.4, 4, 1.4, 6),
      shelf('V1', '叶菜架', 'Leaf vegetables', 4, 5, 4, 1.2),
      shelf('V2', '瓜果菌菇架', 'Roots, tomatoes, mushrooms', 4, 8, 4, 1.2),
      shelf('R1', '水果岛', 'Fruit island', 10.5, 5, 3, 3),
      shelf('R2', '浆果冷柜', 'Berries, chilled', 15.5, 5, 4, 1.2),
      shelf('B1', '面包架', 'Bread', 15.5, 8, 4, 1.2),
      shelf('J1', '饮料柜', 'Drinks', 15.5, 11, 4, 1.2),
    ],
  },
  membership: {
    zh: '会员免费加入：报手机号即可，每消费1元积1分，100分抵1元；每周三会员价。',
    en: 'Membership is free with a telephone number: a point for each yuan, 100 points are worth a yuan, and member prices on Wednesdays.',
  },
  policy: {
    refund: {
      zh: '生鲜24小时内有质量问题，凭订单或小票退款或换货，不用退回商品。',
      en: 'Fresh goods that were not right are refunded or exchanged within 24 hours with the order or receipt; they need not be brought back.',
    },
    delivery: {
      zh: '三公里内承诺时间送达；晚30分钟以上送优惠券。',
      en: 'Delivery within three kilometres at the promised time; a coupon if it is more than 30 minutes late.',
    },
    freshness: {
      zh: '每批冷藏商品都有全程温度报告，扫码可看；超过温度限值的不卖。',
      en: 'Every lot of chilled goods has its temperature report behind the code; what was too warm is not sold.',
    },
  },
})

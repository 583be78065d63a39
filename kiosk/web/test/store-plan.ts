import type { StoreRecord } from '@larder/contracts/shop'

type Plan = NonNullable<StoreRecord['plan']>

const shelf = (id: string, zh: string, en: string, x: number, y: number, width: number, depth: number) => ({
  id,
  label: { zh, en },
  x,
  y,
  width,
  depth,
})

/** A small fresh-food shop: fish and meat along the back wall, fruit by the door. */
export const plan: Plan = {
  width: 24,
  depth: 15,
  entrance: { x: 20, y: 15 },
  kiosk: { x: 17, y: 12.5 },
  shelves: [
    shelf('A1', '水产冷柜 A1', 'Fish A1', 1, 0.4, 6, 1.4),
    shelf('A2', '肉类冷柜 A2', 'Meat A2', 8, 0.4, 6, 1.4),
    shelf('A3', '乳品冷柜 A3', 'Dairy A3', 15, 0.4, 8, 1.4),
    shelf('B1', '冷冻 B1', 'Frozen B1', 2.5, 4, 1.5, 7),
    shelf('B2', '粮油 B2', 'Staples B2', 7, 4, 1.5, 7),
    shelf('B3', '调料 B3', 'Sauces B3', 11.5, 4, 1.5, 7),
    shelf('C1', '蔬菜 C1', 'Vegetables C1', 16, 4, 5.5, 1.8),
    shelf('C2', '水果 C2', 'Fruit C2', 16, 7.4, 5.5, 1.8),
    shelf('D1', '收银台', 'Tills', 3, 13, 8, 1.2),
  ],
}

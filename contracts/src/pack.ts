import { z } from 'zod'
import type { Bilingual } from './site.ts'

export interface Pack {
  name: Bilingual
  /** How long the core takes to come within 1/e of the air, still or gently moving. */
  timeConstantMinutes: number
}

/**
 * Time constants by pack. Editable defaults to be verified on the shop's own goods, not the law: lumped estimates
 * τ = ρ·c·V/(h·A) with h = 8 W/m²K for still air in a cabinet; a product probe beside an air probe gives the real one.
 */
export const packs = {
  'fillet-pack': { name: { zh: '盒装鱼片（300 g）', en: 'fillet pack, 300 g' }, timeConstantMinutes: 50 },
  'whole-fish-on-ice': { name: { zh: '冰上整鱼（2 kg）', en: 'whole fish on ice, 2 kg' }, timeConstantMinutes: 120 },
  'milk-litre': { name: { zh: '1 升盒装奶', en: '1 l carton of milk' }, timeConstantMinutes: 150 },
  'meat-tray': { name: { zh: '托盘装肉（500 g）', en: 'tray of meat, 500 g' }, timeConstantMinutes: 70 },
  'salad-bag': { name: { zh: '袋装沙拉', en: 'bag of salad' }, timeConstantMinutes: 25 },
  'ice-cream-tub': { name: { zh: '1 升冰淇淋', en: '1 l tub of ice cream' }, timeConstantMinutes: 110 },
  'frozen-carton': { name: { zh: '冷冻纸箱', en: 'carton of frozen goods' }, timeConstantMinutes: 240 },
  pallet: { name: { zh: '托盘外层', en: 'pallet, outer layer' }, timeConstantMinutes: 300 },
} as const satisfies Record<string, Pack>

export type PackName = keyof typeof packs

export const packName = z.enum(Object.keys(packs) as [PackName, ...PackName[]])

/** The pack that goods of a profile are taken to be in while nobody has said otherwise. */
const usual: Record<string, PackName> = {
  'fresh-fish': 'fillet-pack',
  'smoked-fish': 'fillet-pack',
  'red-meat': 'meat-tray',
  poultry: 'meat-tray',
  'minced-meat': 'meat-tray',
  offal: 'meat-tray',
  dairy: 'milk-litre',
  'cut-produce': 'salad-bag',
  'frozen-transport': 'frozen-carton',
  'frozen-cabinet': 'frozen-carton',
  'ice-cream': 'ice-cream-tub',
}

export const usualPack = (profile: string): PackName => usual[profile] ?? 'meat-tray'

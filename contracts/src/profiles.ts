import type { Profile } from './profile.ts'

/**
 * Default limits per kind of goods: editable defaults, not the law.
 * Sources: EU Reg. 853/2004 (fish on ice, meat 7 °C, offal 3 °C, poultry 4 °C, minced meat 2 °C), trade practice elsewhere.
 * Life at 0 °C is a typical commercial value; the producer's own date wins where one is given.
 */
export const profiles = {
  'fresh-fish': {
    name: { zh: '冰鲜鱼', en: 'Fresh fish on ice' },
    targetCelsius: [0, 2],
    high: { warnCelsius: 2, warnDelayMinutes: 10, limitCelsius: 4, limitDelayMinutes: 30, limitTotalMinutes: 30 },
    low: { warnCelsius: -1, warnDelayMinutes: 30, limitCelsius: -1.5, limitDelayMinutes: 30 },
    hysteresisCelsius: 0.5,
    doorOpenMinutes: 5,
    silenceMinutes: 10,
    startUpIgnoreMinutes: 10,
    lifeSpent: { warnPercent: 20, limitPercent: 35 },
    shelfLife: { spoilage: 'temperate-fresh-fish', lifeDays: 12, atCelsius: 0, storageCelsius: 4 },
  },
  'smoked-fish': {
    name: { zh: '冷熏鱼', en: 'Cold-smoked fish' },
    targetCelsius: [0, 3],
    high: { warnCelsius: 3, warnDelayMinutes: 10, limitCelsius: 4, limitDelayMinutes: 30 },
    hysteresisCelsius: 0.5,
    doorOpenMinutes: 5,
    silenceMinutes: 10,
    startUpIgnoreMinutes: 10,
    shelfLife: { spoilage: 'cold-smoked-salmon', lifeDays: 35, atCelsius: 0, storageCelsius: 4 },
  },
  'red-meat': {
    name: { zh: '冷鲜红肉', en: 'Chilled red meat' },
    targetCelsius: [0, 4],
    high: { warnCelsius: 4, warnDelayMinutes: 15, limitCelsius: 7, limitDelayMinutes: 15 },
    hysteresisCelsius: 0.5,
    doorOpenMinutes: 5,
    silenceMinutes: 10,
    startUpIgnoreMinutes: 10,
    shelfLife: { spoilage: 'red-meat', lifeDays: 21, atCelsius: 0, storageCelsius: 4 },
  },
  poultry: {
    name: { zh: '禽肉', en: 'Poultry' },
    targetCelsius: [0, 2],
    high: { warnCelsius: 2, warnDelayMinutes: 15, limitCelsius: 4, limitDelayMinutes: 15 },
    hysteresisCelsius: 0.5,
    doorOpenMinutes: 5,
    silenceMinutes: 10,
    startUpIgnoreMinutes: 10,
    lifeSpent: { warnPercent: 25, limitPercent: 40 },
    shelfLife: { spoilage: 'poultry', lifeDays: 10, atCelsius: 0, storageCelsius: 4 },
  },
  'minced-meat': {
    name: { zh: '肉馅', en: 'Minced meat' },
    targetCelsius: [0, 2],
    high: { warnCelsius: 2, warnDelayMinutes: 10, limitCelsius: 2, limitDelayMinutes: 30 },
    hysteresisCelsius: 0.5,
    doorOpenMinutes: 5,
    silenceMinutes: 10,
    startUpIgnoreMinutes: 10,
    shelfLife: null,
  },
  offal: {
    name: { zh: '内脏', en: 'Offal' },
    targetCelsius: [0, 2],
    high: { warnCelsius: 2, warnDelayMinutes: 15, limitCelsius: 3, limitDelayMinutes: 15 },
    hysteresisCelsius: 0.5,
    doorOpenMinutes: 5,
    silenceMinutes: 10,
    startUpIgnoreMinutes: 10,
    shelfLife: null,
  },
  dairy: {
    name: { zh: '乳制品', en: 'Dairy' },
    targetCelsius: [2, 6],
    high: { warnCelsius: 6, warnDelayMinutes: 15, limitCelsius: 8, limitDelayMinutes: 30 },
    low: { warnCelsius: 1, warnDelayMinutes: 30, limitCelsius: -0.5, limitDelayMinutes: 15 },
    hysteresisCelsius: 0.5,
    doorOpenMinutes: 5,
    silenceMinutes: 10,
    startUpIgnoreMinutes: 10,
    shelfLife: { spoilage: 'milk', lifeDays: 12, atCelsius: 4, storageCelsius: 4 },
  },
  'cut-produce': {
    name: { zh: '鲜切果蔬', en: 'Cut fruit and salad' },
    targetCelsius: [1, 5],
    high: { warnCelsius: 5, warnDelayMinutes: 15, limitCelsius: 8, limitDelayMinutes: 30 },
    low: { warnCelsius: 0, warnDelayMinutes: 30, limitCelsius: -1, limitDelayMinutes: 15 },
    hysteresisCelsius: 0.5,
    doorOpenMinutes: 5,
    silenceMinutes: 10,
    startUpIgnoreMinutes: 10,
    shelfLife: { spoilage: 'chilled-produce', lifeDays: 10, atCelsius: 0, storageCelsius: 4 },
  },
  'whole-produce': {
    name: { zh: '整果（热带水果）', en: 'Whole and tropical produce' },
    targetCelsius: [8, 13],
    high: { warnCelsius: 15, warnDelayMinutes: 60, limitCelsius: 18, limitDelayMinutes: 120 },
    low: { warnCelsius: 7, warnDelayMinutes: 15, limitCelsius: 5, limitDelayMinutes: 30, limitTotalMinutes: 120 },
    hysteresisCelsius: 0.5,
    doorOpenMinutes: 10,
    silenceMinutes: 15,
    startUpIgnoreMinutes: 10,
    shelfLife: null,
  },
  'frozen-transport': {
    name: { zh: '冷冻运输', en: 'Frozen, in transport' },
    targetCelsius: [null, -18],
    high: { warnCelsius: -18, warnDelayMinutes: 30, limitCelsius: -15, limitDelayMinutes: 30 },
    hysteresisCelsius: 1,
    doorOpenMinutes: 5,
    silenceMinutes: 10,
    startUpIgnoreMinutes: 10,
    shelfLife: null,
  },
  'frozen-cabinet': {
    name: { zh: '冷冻柜', en: 'Frozen, in a cabinet' },
    targetCelsius: [null, -18],
    high: { warnCelsius: -18, warnDelayMinutes: 90, limitCelsius: -12, limitDelayMinutes: 75 },
    phases: {
      origin: { high: { warnCelsius: -18, warnDelayMinutes: 30, limitCelsius: -15, limitDelayMinutes: 30 } },
      transit: { high: { warnCelsius: -18, warnDelayMinutes: 30, limitCelsius: -15, limitDelayMinutes: 30 } },
      storage: { high: { warnCelsius: -18, warnDelayMinutes: 30, limitCelsius: -15, limitDelayMinutes: 30 } },
    },
    hysteresisCelsius: 1,
    doorOpenMinutes: 5,
    silenceMinutes: 10,
    startUpIgnoreMinutes: 10,
    spike: { celsius: 0, withinMinutes: 12 },
    shelfLife: null,
  },
  'ice-cream': {
    name: { zh: '冰淇淋', en: 'Ice cream' },
    targetCelsius: [null, -20],
    high: { warnCelsius: -18, warnDelayMinutes: 60, limitCelsius: -15, limitDelayMinutes: 60 },
    hysteresisCelsius: 1,
    doorOpenMinutes: 5,
    silenceMinutes: 10,
    startUpIgnoreMinutes: 10,
    spike: { celsius: 0, withinMinutes: 12 },
    shelfLife: null,
  },
  chilled: {
    name: { zh: '冷藏（通用）', en: 'Chilled, general' },
    targetCelsius: [0, 5],
    high: { warnCelsius: 5, warnDelayMinutes: 15, limitCelsius: 8, limitDelayMinutes: 30 },
    low: { warnCelsius: -0.5, warnDelayMinutes: 30, limitCelsius: -2, limitDelayMinutes: 30 },
    hysteresisCelsius: 0.5,
    doorOpenMinutes: 5,
    silenceMinutes: 10,
    startUpIgnoreMinutes: 10,
    shelfLife: { spoilage: 'chilled-food', lifeDays: 12, atCelsius: 0, storageCelsius: 4 },
  },
} as const satisfies Record<string, Profile>

export type ProfileName = keyof typeof profiles

/** The profile of goods nobody has described yet: the mildest chilled limits, so that an alarm is still possible. */
export const fallbackProfile: ProfileName = 'chilled'

export type ProfileSet = Readonly<Record<string, Profile>>

export const isBuiltIn = (name: string): name is ProfileName => Object.hasOwn(profiles, name)

/** A profile of a shop's own is called `own-…`, which keeps it apart from those that later versions may bring. */
export const ownProfileName = /^own-[a-z0-9-]{1,40}$/

/** A built-in name, or one that may be a shop's own: whether that exists only its cloud knows. */
export const isProfileName = (name: string): boolean => isBuiltIn(name) || ownProfileName.test(name)

/** The profile of this name in the set, or the fallback's limits where nobody has described the goods. */
export const profileNamed = (name: string, set: ProfileSet = profiles): Profile =>
  (Object.hasOwn(set, name) ? set[name] : set[fallbackProfile]) ?? profiles[fallbackProfile]

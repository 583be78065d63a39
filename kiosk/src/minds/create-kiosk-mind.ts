import type { Model } from '@larder/assistant/classifier/model'
import { goodsSkills } from '@larder/assistant/goods/goods-skills'
import { createMind } from '@larder/assistant/mind/create-mind'
import type { Mind } from '@larder/assistant/mind/mind'
import type { Language } from '@larder/contracts/language'

/** The mind with all of the shop's skills; loaded with the first shopper. */
export const createKioskMind = (models: Partial<Record<Language, Model>>): Mind =>
  createMind({ models, skills: goodsSkills })

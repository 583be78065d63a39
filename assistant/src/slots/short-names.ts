import type { Language } from '@larder/contracts/language'

/** What shops put around the name that people say. */
const english = {
  plain:
    /\b(?:fresh|frozen|whole|white|raw|organic|peeled|sliced|smoked|live|wild|large|small|chilled|gutted|ground|free-range|boneless|skinless|ripe|local|imported)\b/g,
  forms:
    /\b(?:fillets?|steaks?|breasts?|legs?|wings?|ribs|loins?|chops?|tails?|slices|portions?|packs?|boxes|box|bottles?|trays?|bunch|mince)\b/g,
}
const chinese = {
  before:
    /^(?:冰鲜|冷冻|冰冻|速冻|新鲜|鲜活|鲜|活|有机|进口|国产|冷藏|冷鲜|精选|散装|去皮|去骨|生态|散养|草饲|谷饲|嫩|原切|大|小)/u,
  after: /(?:整鱼|切片|中段|礼盒|柳|片|块|段|仁|排|丁|装|盒|袋|串)$/u,
  heads: '虾蟹鱼奶蛋桃梨枣橙',
}

export interface ShortNames {
  /** The name without what shops put around it: "milk" of "Fresh milk, 950 ml". */
  stems: string[]
  /** What kind of thing it is, which many are: "milk" of "Oat milk". */
  heads: string[]
}

/** Shorter names by which a product is called as well; more than one product may share one. */
export const shortNames = (name: string, language: Language): ShortNames =>
  language === 'zh' ? chineseNames(name) : englishNames(name)

function chineseNames(name: string): ShortNames {
  const base = name.split(/[\s（(\d]/u)[0] as string
  const bare = base.replace(chinese.before, '')
  const stem = bare.replace(chinese.after, '')
  const heads = [...chinese.heads].filter((head) => stem.endsWith(head) || bare.endsWith(head))
  // 虾仁 of 白虾仁.
  if (bare.length > 2) heads.push(bare.slice(-2))
  return { stems: [base, bare, stem].filter((short) => short.length > 1), heads }
}

function englishNames(name: string): ShortNames {
  const tidy = (words: string): string => words.replace(/ +/g, ' ').trim()
  const base = tidy(name.toLowerCase().split(/[,(\d]/)[0] as string)
  const bare = tidy(base.replace(english.plain, ''))
  const stem = tidy(bare.replace(english.forms, ''))
  return { stems: [base, bare, stem].filter(Boolean), heads: stem.split(' ').slice(-1).filter(Boolean) }
}

import { attributes, type ProductCardRecord, type ShelfItem, type StoreRecord } from '@larder/contracts/shop'
import type { LotBrief, StoreCopy, StoreOffer } from '@larder/contracts/store-copy'

/** Friday 20 November 2026, 15:00 in Shanghai. */
export const nowMs = Date.UTC(2026, 10, 20, 7)
export const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** id | zh | en | profile | unit | fen | stock | shelf | attributes */
const rows = `
salmon-fillet|冰鲜三文鱼柳|Fresh salmon fillet|fresh-fish|kg|15800|18|fish|category=fish species=salmon cut=fillet taste=rich,umami texture=tender fat=high protein=high use=pan-fry,grill,eat-raw,salad cooking=simple cooking-time=10-minutes skill=easy household=couple,family age=adult,child occasion=weekend,dinner season=all-year origin=domestic method=farmed preparation=ready-to-cook storage=chilled diet=pescatarian,gluten-free,dairy-free,low-carb allergen=fish health=omega-3 price-band=premium pairs-with=lemon,asparagus,avocado
sea-bass|鲜活鲈鱼|Live sea bass|fresh-fish|kg|5600|12|fish|category=fish species=sea-bass cut=whole taste=mild,umami texture=tender,flaky fat=low protein=high use=steam,soup cooking=simple cooking-time=15-minutes skill=easy household=family age=adult,child,senior occasion=dinner,guests season=all-year origin=local method=farmed preparation=clean storage=chilled diet=pescatarian,gluten-free,dairy-free,low-fat allergen=fish price-band=middle pairs-with=ginger,scallion,tofu
cod-steak|银鳕鱼块|Cod steak|fresh-fish|kg|19800|6|fish|category=fish species=cod cut=steak taste=mild texture=flaky,soft fat=medium protein=high use=pan-fry,steam,baby-food cooking=simple cooking-time=10-minutes skill=easy household=family age=infant,child,senior,pregnant season=winter origin=imported method=wild storage=chilled diet=pescatarian,gluten-free,dairy-free allergen=fish price-band=premium pairs-with=lemon
hairtail|舟山带鱼段|Hairtail pieces|fresh-fish|kg|4800|9|fish|category=fish species=hairtail cut=steak taste=umami,salty texture=flaky use=pan-fry,stew cooking=simple cooking-time=20-minutes skill=medium household=family season=autumn,winter origin=domestic method=wild storage=chilled diet=pescatarian allergen=fish price-band=budget pairs-with=ginger
shrimp-frozen|冷冻白虾仁|Frozen white shrimp, peeled|frozen-cabinet|pack|3990|30|frozen|category=shellfish species=shrimp cut=peeled taste=umami,sweet texture=firm fat=low protein=high use=stir-fry,dumpling,hotpot,congee cooking=simple cooking-time=5-minutes skill=easy household=single,couple,family age=adult,child season=all-year origin=domestic method=farmed preparation=thaw storage=frozen diet=pescatarian,low-fat allergen=crustacean price-band=middle pairs-with=asparagus,broccoli,egg
hairy-crab|阳澄湖大闸蟹|Hairy crab|fresh-fish|piece|6800|20|fish|category=shellfish species=crab cut=whole taste=umami,sweet use=steam cooking=simple cooking-time=20-minutes skill=easy household=couple,large occasion=guests,gift,festival season=autumn origin=domestic method=farmed storage=chilled diet=pescatarian allergen=crustacean price-band=premium pairs-with=ginger must-not=persimmon,pregnant
oyster|乳山生蚝|Rushan oysters|fresh-fish|pack|4500|8|fish|category=shellfish species=oyster taste=umami,salty texture=creamy use=grill,steam cooking=simple cooking-time=10-minutes skill=easy household=couple,large occasion=barbecue,party season=winter origin=domestic method=farmed storage=chilled allergen=mollusc price-band=middle pairs-with=garlic,lemon must-not=pregnant,infant
beef-brisket|草饲牛腩|Grass-fed beef brisket|red-meat|kg|9800|14|meat|category=meat species=beef cut=belly taste=rich texture=tender fat=medium protein=high use=stew,soup cooking=long cooking-time=120-minutes skill=medium household=family,large occasion=weekend season=all-year origin=imported method=grass-fed storage=chilled diet=gluten-free,dairy-free,low-carb allergen= health=iron price-band=middle pairs-with=tomato,potato,carrot,radish
beef-slices|肥牛卷|Sliced beef for hotpot|frozen-cabinet|pack|4580|25|frozen|category=meat species=beef cut=sliced taste=rich texture=tender fat=high protein=high use=hotpot,stir-fry cooking=simple cooking-time=5-minutes skill=easy household=couple,family,large occasion=party,guests season=winter origin=imported storage=frozen diet=low-carb allergen= price-band=middle pairs-with=enoki,tofu,cabbage
pork-ribs|冷鲜猪肋排|Pork ribs|red-meat|kg|5980|11|meat|category=meat species=pork cut=rib taste=rich,umami texture=tender fat=medium use=stew,soup,grill cooking=long cooking-time=60-minutes skill=medium household=family,large occasion=weekend,guests season=all-year origin=domestic storage=chilled allergen= price-band=middle pairs-with=radish,potato
lamb-skewers|羊肉串|Lamb skewers|frozen-cabinet|pack|3680|16|frozen|category=meat species=lamb taste=rich,spicy use=grill cooking=simple cooking-time=15-minutes skill=easy household=couple,large occasion=barbecue,party season=all-year origin=domestic preparation=ready-to-cook storage=frozen diet=halal allergen=sesame,soy price-band=middle pairs-with=onion
chicken-breast|去皮鸡胸肉|Chicken breast, skinless|poultry|kg|3200|20|meat|category=poultry species=chicken cut=breast taste=mild texture=firm fat=low protein=high use=pan-fry,salad,stir-fry cooking=simple cooking-time=15-minutes skill=easy household=single,couple,family age=adult,child season=all-year origin=domestic storage=chilled diet=low-fat,gluten-free,dairy-free,low-carb allergen= price-band=budget pairs-with=broccoli,lettuce,tomato
chicken-wings|鸡中翅|Chicken wings|poultry|kg|4600|15|meat|category=poultry species=chicken cut=wing taste=rich texture=juicy fat=medium use=grill,stew,roast cooking=simple cooking-time=30-minutes skill=easy household=family,large age=child occasion=barbecue,party season=all-year origin=domestic storage=chilled allergen= price-band=budget pairs-with=potato
milk-fresh|鲜牛奶 950 毫升|Fresh milk, 950 ml|dairy|piece|1890|40|dairy|category=dairy species=cow taste=mild,sweet texture=creamy fat=medium use=baking,dessert cooking=no-cook cooking-time=0-minutes household=family age=child,adult,senior occasion=breakfast season=all-year origin=local preparation=ready-to-eat storage=chilled diet=vegetarian,gluten-free allergen=milk health=calcium price-band=budget pairs-with=bread,strawberry,banana
yogurt|原味酸奶|Plain yogurt|dairy|pack|1680|35|dairy|category=dairy species=cow taste=sour,mild texture=creamy use=snack,dessert,salad cooking=no-cook cooking-time=0-minutes household=single,couple,family age=child,adult,senior occasion=breakfast season=all-year origin=local preparation=ready-to-eat storage=chilled diet=vegetarian,gluten-free allergen=milk health=calcium price-band=budget pairs-with=fruit
cheese|马苏里拉奶酪|Mozzarella cheese|dairy|pack|2990|12|dairy|category=dairy species=cow taste=mild,salty texture=chewy fat=high use=baking,salad,sandwich cooking=no-cook cooking-time=0-minutes household=couple,family age=child season=all-year origin=imported storage=chilled diet=vegetarian,low-carb allergen=milk health=calcium price-band=middle pairs-with=tomato,bread
eggs|散养土鸡蛋|Free-range eggs|chilled|pack|2480|50|dairy|category=egg species=hen taste=mild use=stir-fry,steam,boil,baking cooking=simple cooking-time=10-minutes skill=easy household=single,couple,family age=child,adult,senior occasion=breakfast season=all-year origin=local method=free-range storage=chilled diet=vegetarian,gluten-free,dairy-free,low-carb allergen=egg price-band=budget pairs-with=tomato,bread
strawberry|红颜草莓|Strawberries|whole-produce|pack|3980|14|fruit|category=fruit species=strawberry taste=sweet,sour texture=juicy,soft use=snack,dessert cooking=no-cook cooking-time=0-minutes household=couple,family age=child,adult occasion=gift season=winter,spring origin=domestic method=greenhouse preparation=wash storage=chilled diet=vegan,vegetarian,gluten-free,dairy-free,low-fat allergen= health=vitamin-c price-band=middle pairs-with=yogurt,dairy
apple|洛川苹果|Luochuan apples|whole-produce|kg|1580|60|fruit|category=fruit species=apple taste=sweet texture=crisp,juicy use=snack,salad,baking cooking=no-cook cooking-time=0-minutes household=single,family age=child,adult,senior season=autumn,winter origin=domestic preparation=wash storage=ambient diet=vegan,vegetarian,gluten-free,dairy-free,low-fat allergen= health=fibre,vitamin-c price-band=budget pairs-with=cheese
lemon|安岳柠檬|Lemons|whole-produce|piece|350|80|fruit|category=fruit species=lemon taste=sour,fresh texture=juicy use=salad,dessert cooking=no-cook household=single,family season=all-year origin=domestic storage=ambient diet=vegan,vegetarian,gluten-free,dairy-free allergen= health=vitamin-c price-band=budget pairs-with=fish
persimmon|火晶柿子|Persimmons|whole-produce|pack|1990|10|fruit|category=fruit species=persimmon taste=sweet texture=soft use=snack cooking=no-cook cooking-time=0-minutes household=couple season=autumn origin=domestic storage=ambient diet=vegan,vegetarian allergen= price-band=budget must-not=crab
spinach|有机菠菜|Organic spinach|whole-produce|pack|780|25|vegetables|category=vegetable species=spinach taste=mild texture=tender use=stir-fry,salad,soup,hotpot cooking=simple cooking-time=5-minutes skill=easy household=single,couple,family age=adult,senior season=autumn,winter,spring origin=local method=organic preparation=wash storage=chilled diet=vegan,vegetarian,gluten-free,dairy-free,low-carb,low-fat allergen= health=iron,fibre price-band=budget pairs-with=egg,garlic
tomato|普罗旺斯番茄|Provence tomatoes|whole-produce|kg|1360|30|vegetables|category=vegetable species=tomato taste=sour,sweet texture=juicy use=salad,soup,stew,stir-fry cooking=simple cooking-time=10-minutes skill=easy household=family age=child,adult season=summer origin=domestic method=greenhouse preparation=wash storage=ambient diet=vegan,vegetarian,gluten-free,dairy-free,low-fat allergen= health=vitamin-c price-band=budget pairs-with=egg,beef,cheese
potato|黄心土豆|Potatoes|whole-produce|kg|598|70|vegetables|category=vegetable species=potato taste=mild texture=soft use=stew,stir-fry,roast cooking=simple cooking-time=30-minutes skill=easy household=family age=child,adult season=all-year origin=domestic preparation=peel storage=ambient diet=vegan,vegetarian,gluten-free,dairy-free allergen= price-band=budget pairs-with=beef,pork,chicken
broccoli|西兰花|Broccoli|whole-produce|piece|690|0|vegetables|category=vegetable species=broccoli taste=mild texture=crisp use=stir-fry,boil,salad cooking=simple cooking-time=5-minutes skill=easy household=family age=child,adult season=winter origin=domestic storage=chilled diet=vegan,vegetarian,gluten-free,dairy-free,low-fat,low-carb allergen= health=vitamin-c,fibre price-band=budget pairs-with=shrimp,chicken
enoki|金针菇|Enoki mushrooms|whole-produce|pack|490|33|vegetables|category=mushroom species=enoki taste=mild texture=crisp use=hotpot,stir-fry cooking=simple cooking-time=5-minutes skill=easy household=family,large season=all-year origin=domestic storage=chilled diet=vegan,vegetarian,gluten-free,dairy-free,low-fat allergen= price-band=budget pairs-with=beef
tofu|嫩豆腐|Soft tofu|chilled|pack|450|22|vegetables|category=tofu species=soybean taste=mild texture=silky,soft protein=medium use=soup,steam,hotpot cooking=simple cooking-time=10-minutes skill=easy household=single,couple,family age=child,adult,senior season=all-year origin=local storage=chilled diet=vegan,vegetarian,gluten-free,dairy-free,low-fat allergen=soy health=calcium price-band=budget pairs-with=fish,scallion
rye-bread|黑麦面包|Rye bread|whole-produce|piece|2280|9|bakery|category=bread species=wheat taste=nutty,sour texture=chewy use=sandwich cooking=no-cook cooking-time=0-minutes household=single,couple,family age=adult occasion=breakfast season=all-year origin=local preparation=ready-to-eat storage=ambient diet=vegan,vegetarian allergen=gluten,sesame health=fibre price-band=middle pairs-with=cheese,salmon,egg
mystery-sauce|秘制蘸料|House dip|chilled|pack|990|15|bakery|category=ready-meal taste=spicy,umami use=hotpot cooking=no-cook storage=chilled price-band=budget pairs-with=beef
`
const parsed = rows
  .trim()
  .split('\n')
  .map((row) => row.split('|') as [string, string, string, string, string, string, string, string, string])

const cards: ProductCardRecord[] = parsed.map(([product, , , , , , , , told]) => ({
  product,
  attributes: attributes.parse(
    Object.fromEntries(
      told.split(' ').map((pair) => {
        const [dimension, values = ''] = pair.split('=') as [string, string]
        return [dimension, values.split(',').filter(Boolean)]
      }),
    ),
  ),
  aliasesZh: product === 'salmon-fillet' ? ['三文鱼', '鲑鱼'] : [],
  aliasesEn: product === 'salmon-fillet' ? ['salmon'] : [],
  ...(product === 'salmon-fillet'
    ? {
        keepZh: '0 到 4 ℃ 冷藏，两天内吃完。',
        keepEn: 'Keep it at 0 to 4 °C and eat it within two days.',
        cookZh: '两面各煎三分钟，撒盐和柠檬汁。',
        cookEn: 'Fry it three minutes on each side, with salt and lemon.',
        nutrition: {
          kilojoules: 870,
          proteinGrams: 20,
          fatGrams: 13,
          carbohydrateGrams: 0,
          sodiumMilligrams: 60,
        },
      }
    : {}),
  ...(product === 'sea-bass'
    ? {
        nutrition: {
          kilojoules: 440,
          proteinGrams: 18.6,
          fatGrams: 3.4,
          carbohydrateGrams: 0,
          sodiumMilligrams: 68,
        },
      }
    : {}),
}))

const lots: Record<string, string> = {
  'salmon-fillet': 'SALMON-1',
  'sea-bass': 'BASS-1',
  'milk-fresh': 'MILK-1',
  oyster: 'OYSTER-1',
}
const cabinets: Record<string, string> = { fish: 'cabinet-1', dairy: 'cabinet-2' }

const shelf: ShelfItem[] = parsed.map(([product, , , , , fen, stock, place]) => ({
  store: 'shop',
  product,
  priceFen: Number(fen),
  stock: Number(stock),
  shelf: place,
  ...(cabinets[place] ? { asset: cabinets[place] } : {}),
  ...(lots[product] ? { lot: lots[product] } : {}),
}))

const places: [string, string, string, number, number][] = [
  ['fish', '水产区 A1', 'Fish counter A1', 2, 2],
  ['frozen', '冷冻区 B2', 'Freezers B2', 8, 2],
  ['meat', '鲜肉区 A2', 'Meat counter A2', 5, 2],
  ['dairy', '乳品区 C1', 'Dairy C1', 2, 8],
  ['fruit', '水果区 D1', 'Fruit D1', 8, 8],
  ['vegetables', '蔬菜区 D2', 'Vegetables D2', 11, 8],
  ['bakery', '面包区 E1', 'Bakery E1', 14, 8],
]

const store: StoreRecord = {
  site: 'shop',
  hours: Array.from({ length: 7 }, (_, day) => (day === 6 ? null : { opens: '08:00', closes: '22:00' })),
  plan: {
    width: 20,
    depth: 12,
    entrance: { x: 10, y: 12 },
    kiosk: { x: 10, y: 11 },
    shelves: places.map(([id, zh, en, x, y]) => ({ id, label: { zh, en }, x, y, width: 2, depth: 1 })),
  },
  membership: { zh: '会员免费办理，每消费 1 元积 1 分。', en: 'Membership is free; each yuan earns a point.' },
  policy: {
    refund: { zh: '坏了就退', en: 'Spoilt goods are refunded' },
    delivery: { zh: '迟到就赔', en: 'Late deliveries are compensated' },
    freshness: { zh: '看得见的新鲜', en: 'Freshness you can see' },
  },
}

export const lotOf = (lot: string, product: string, more: Partial<LotBrief> = {}): LotBrief => ({
  lot,
  product,
  name: { zh: product, en: product },
  supplier: 'Langya Marine Farm',
  origin: { zh: '黄海深远海养殖场（青岛）', en: 'Yellow Sea farm, Qingdao' },
  packedAtMs: nowMs - 2 * dayMs,
  useByMs: nowMs + 4 * dayMs,
  standing: { state: 'free' },
  verdict: 'within-limits',
  confidence: 'high',
  basis: 'product',
  advice: 'store-cold-and-enjoy',
  life: { percentLeft: 62, leftDays: { low: 3.2, likely: 4.1, high: 5.3 }, storageCelsius: 2 },
  coveragePercent: 98,
  coldestCelsius: 0.4,
  warmestCelsius: 3.8,
  excursions: [],
  legs: [],
  ...more,
})

const offers: StoreOffer[] = [
  offer('o-salmon', 'salmon-fillet', 12800, { noteZh: '晚市特价', noteEn: 'Evening price' }),
  offer('o-wings', 'chicken-wings', 3600, { membersOnly: true }),
  offer('o-old', 'apple', 900, { fromMs: nowMs - 3 * dayMs, untilMs: nowMs - dayMs }),
]

function offer(id: string, product: string, priceFen: number, more: Partial<StoreOffer> = {}): StoreOffer {
  return {
    id,
    product,
    priceFen,
    fromMs: nowMs - hourMs,
    untilMs: nowMs + 5 * hourMs,
    membersOnly: false,
    noteZh: null,
    noteEn: null,
    ...more,
  }
}

/** A small shop of 29 products: fish to bread, one without stock, one without an allergen record. */
export const storeCopyOf = (more: Partial<StoreCopy> = {}): StoreCopy => ({
  site: 'shop',
  name: { zh: '示范店', en: 'Model store' },
  timeZone: 'Asia/Shanghai',
  atMs: nowMs - 60_000,
  store,
  products: parsed.map(([id, nameZh, nameEn, profile, unit]) => ({
    id,
    nameZh,
    nameEn,
    profile,
    unit: unit as 'kg' | 'piece' | 'pack',
  })),
  cards,
  shelf,
  offers,
  cabinets: [
    {
      asset: 'cabinet-1',
      name: { zh: '水产冷柜', en: 'fish cabinet' },
      celsius: 1.9,
      atMs: nowMs - 30_000,
      alarmed: false,
    },
    {
      asset: 'cabinet-2',
      name: { zh: '乳品冷柜', en: 'dairy cabinet' },
      celsius: 4.2,
      atMs: nowMs - 40 * 60_000,
      alarmed: false,
    },
  ],
  lots: [
    lotOf('SALMON-1', 'salmon-fillet'),
    lotOf('BASS-1', 'sea-bass', {
      basis: 'air',
      life: { percentLeft: 80, leftDays: { low: 4, likely: 5, high: 6 }, storageCelsius: 2 },
    }),
    lotOf('MILK-1', 'milk-fresh', { standing: { state: 'recalled', hazard: 'pathogen', reason: '检出李斯特菌' } }),
    lotOf('OYSTER-1', 'oyster', {
      life: { percentLeft: 12, leftDays: { low: 0.2, likely: 0.6, high: 1 }, storageCelsius: 2 },
    }),
  ],
  orders: [],
  articles: [],
  mindVersion: 0,
  ...more,
})

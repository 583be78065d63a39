import type { Language } from '@larder/contracts/language'

/** What stands for a slot in the training patterns. A live catalogue's names are put in the place of `product`. */
export const slotValues: Record<Language, Record<string, string[]>> = {
  en: {
    product:
      'salmon,shrimp,milk,eggs,chicken breast,ground beef,strawberries,bananas,sea bass,yogurt,spinach,tofu,oysters,cheese,apples,pork ribs,crab,cherries,bread,lamb'.split(
        ',',
      ),
    order: ['four seven one nine', '8812', 'two zero three five', 'one oh seven seven', '66021'],
    quantity: ['two pounds', 'half a kilo', '500 grams', 'one kilo', '3 boxes', 'a dozen', '250 g'],
    money: ['ten dollars', '20 yuan', 'fifty', '9.90', 'a hundred'],
    date: ['monday', 'tomorrow', 'the third', 'next friday', 'yesterday'],
    time: ['noon', 'six pm', 'half past ten', '3 o’clock', 'eight this morning'],
  },
  zh: {
    product:
      '三文鱼,基围虾,牛奶,鸡蛋,鸡胸肉,牛肉,草莓,香蕉,鲈鱼,酸奶,菠菜,豆腐,生蚝,奶酪,苹果,排骨,螃蟹,车厘子,面包,羊肉'.split(
        ',',
      ),
    order: ['四七一九', '8812', '二零三五', '幺零七七', '66021'],
    quantity: ['两斤', '半斤', '一斤半', '500克', '一公斤', '三盒', '二两'],
    money: ['十块钱', '20元', '五十', '九块九', '一百块'],
    date: ['周一', '明天', '三号', '下周五', '昨天'],
    time: ['中午', '下午六点', '十点半', '三点', '早上八点'],
  },
}

import type { Language } from '@larder/contracts/language'

/** How shoppers begin before they come to the point. */
export const introductions: Record<Language, string[]> = {
  zh: ['请问', '我想问一下', '你好', '那个', '麻烦问下', '我想知道', '帮我看看', '能不能告诉我', ''],
  en: ['please ', 'can you tell me ', 'excuse me ', 'i want to know ', 'i was wondering ', 'hi ', 'so ', 'um ', ''],
}

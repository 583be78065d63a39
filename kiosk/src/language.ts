/** The languages the kiosk hears and speaks. */
export const languages = ['zh', 'en'] as const
export type Language = (typeof languages)[number]
export const isLanguage = (word: string | undefined): word is Language =>
  languages.some((language) => language === word)

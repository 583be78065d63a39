import { customPinyin, pinyin } from 'pinyin-pro'

/** Words of a shop whose reading pinyin-pro's own dictionary misses; found by reading the kiosk's sentences. */
const readings: Record<string, string> = {
  还钱: 'huán qián',
  还款: 'huán kuǎn',
  还给: 'huán gěi',
  还货: 'huán huò',
  得放: 'děi fàng',
  得在: 'děi zài',
  得等: 'děi děng',
  得先: 'děi xiān',
  补发: 'bǔ fā',
  发白: 'fā bái',
  差价: 'chā jià',
  几分熟: 'jǐ fēn shú',
  称一下: 'chēng yí xià',
  少称: 'shǎo chēng',
  调换: 'diào huàn',
  盛汤: 'chéng tāng',
  血蛤: 'xuè gé',
  蛤蜊: 'gé lí',
  薄荷: 'bò he',
  佛手柑: 'fó shǒu gān',
  莼菜: 'chún cài',
  茄子: 'qié zi',
  番茄: 'fān qié',
  扁豆: 'biǎn dòu',
}
customPinyin(readings)

const marks: Record<string, string> = { '，': ',', '、': ',', '：': ',', '。': '.', '！': '!', '？': '?', '；': ';' }

/** Chinese text as numbered syllables, such as `san1 wen2 yu2`, for espeak-ng's `cmn-latn-pinyin`; 5 is the neutral tone. */
export function toPinyin(text: string): string {
  const syllables = pinyin(text, { toneType: 'num', type: 'array', toneSandhi: true, nonZh: 'consecutive', v: true })
  return syllables
    .map((syllable) => {
      if (/^[a-z]+\d$/.test(syllable)) return ` ${syllable.replace(/0$/, '5')}`
      return [...syllable].map((sign) => marks[sign] ?? sign).join('')
    })
    .join('')
    .trim()
}

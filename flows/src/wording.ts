import type { Bilingual, Site } from '@larder/contracts/site'
import type { Cause, Situation } from '@larder/contracts/situation'
import type { NoticeKind } from './notices.ts'

interface Phrase {
  /** While it lasts: "Cabinet 1 is too warm". */
  is: string
  /** Once it is over: "Cabinet 1 was too warm". */
  was: string
}

const phrases: Record<Cause, { zh: Phrase; en: Phrase }> = {
  'too-warm': { zh: { is: '温度过高', was: '温度曾过高' }, en: { is: 'is too warm', was: 'was too warm' } },
  'too-cold': { zh: { is: '温度过低', was: '温度曾过低' }, en: { is: 'is too cold', was: 'was too cold' } },
  'too-warm-in-total': {
    zh: { is: '温度过高的时间累计太长', was: '温度过高的时间曾累计太长' },
    en: { is: 'has been too warm for too long in all', was: 'was too warm for too long in all' },
  },
  'too-cold-in-total': {
    zh: { is: '温度过低的时间累计太长', was: '温度过低的时间曾累计太长' },
    en: { is: 'has been too cold for too long in all', was: 'was too cold for too long in all' },
  },
  'rising-fast': {
    zh: { is: '温度上升太快', was: '温度曾上升太快' },
    en: { is: 'is warming fast', was: 'was warming fast' },
  },
  'predicted-breach': {
    zh: { is: '的温度很快会超限', was: '的温度曾接近超限' },
    en: { is: 'will soon pass its limit', was: 'was about to pass its limit' },
  },
  'life-spent': {
    zh: { is: '的货品保鲜期消耗太快', was: '的货品保鲜期曾消耗太快' },
    en: { is: 'is using up the life of its goods too fast', was: 'was using up the life of its goods too fast' },
  },
  'unexplained-warmth': {
    zh: { is: '出现不明原因的升温', was: '出现过不明原因的升温' },
    en: { is: 'is warm for no known reason', was: 'was warm for no known reason' },
  },
  'defrost-missed': {
    zh: { is: '没有按时除霜', was: '曾没有按时除霜' },
    en: { is: 'has missed a defrost', was: 'had missed a defrost' },
  },
  'defrost-overlong': {
    zh: { is: '除霜时间过长', was: '除霜时间曾过长' },
    en: { is: 'has been defrosting for too long', was: 'defrosted for too long' },
  },
  'door-open': {
    zh: { is: '的门一直开着', was: '的门曾长时间开着' },
    en: { is: 'has its door open', was: 'had its door open' },
  },
  silence: {
    zh: { is: '没有数据，请检查探头和电源', was: '曾没有数据' },
    en: { is: 'sends no data: check the probe and its power', was: 'sent no data' },
  },
  'sensor-fault': {
    zh: { is: '的探头有故障，读数不可信', was: '的探头曾有故障' },
    en: { is: 'has a faulty probe: do not trust its values', was: 'had a faulty probe' },
  },
  'stale-value': {
    zh: { is: '的读数一直不变，请检查探头', was: '的读数曾一直不变' },
    en: { is: 'keeps repeating the same value: check the probe', was: 'kept repeating the same value' },
  },
  'journal-filling': {
    zh: { is: '：门店电脑的存储空间快满了', was: '：门店电脑的存储空间曾快满' },
    en: { is: ': the shop computer is running out of room', was: ': the shop computer was running out of room' },
  },
  'store-unreachable': {
    zh: { is: '：数据暂时无法存档，已先存在门店', was: '：数据曾无法存档，已先存在门店' },
    en: {
      is: ': the record keeper cannot be reached; values wait in the shop',
      was: ': the record keeper could not be reached; values waited in the shop',
    },
  },
}

/** The notice a person reads, in both languages, in the site's own time. */
export function words(kind: NoticeKind, situation: Situation, level: number, site: Site | undefined): Bilingual {
  const asset = site?.assets.find((candidate) => candidate.id === situation.asset)
  return {
    zh: chinese(kind, situation, level, site, asset?.name),
    en: english(kind, situation, level, site, asset?.name),
  }
}

function english(kind: NoticeKind, situation: Situation, level: number, site?: Site, name?: Bilingual): string {
  const who = `${name?.en ?? situation.asset} (${site?.name.en ?? situation.site})`
  const said = (tense: keyof Phrase) => `${who} ${phrases[situation.cause].en[tense]}`.replace(' :', ':')
  const at = clock('en-GB', site)
  const until = situation.untilMs === undefined ? '' : ` to ${at(situation.untilMs)}`
  const span = `from ${at(situation.fromMs)}${until}`
  const worst = listed([value(situation.peakCelsius, 'at worst '), value(situation.limitCelsius, 'limit ')], ', ')
  const latest = listed([value(situation.latestCelsius, 'now '), value(situation.limitCelsius, 'limit ')], ', ')
  if (situation.past) return `For the record: ${said('was')} ${span}${worst}. Found in values that arrived late.`
  if (kind === 'resolved') return `Back to normal: ${said('was')} ${span}${worst}.`
  const urgency = situation.severity === 'critical' ? 'URGENT: ' : ''
  const reminder = kind === 'escalated' ? `Nobody has taken this alert yet (reminder ${level}). ` : ''
  return `${urgency}${reminder}${said('is')}, since ${at(situation.fromMs)}${latest}.`
}

function chinese(kind: NoticeKind, situation: Situation, level: number, site?: Site, name?: Bilingual): string {
  const who = `${site?.name.zh ?? situation.site}「${name?.zh ?? situation.asset}」`
  const said = (tense: keyof Phrase) => `${who}${phrases[situation.cause].zh[tense]}`
  const at = clock('zh-CN', site)
  const until = situation.untilMs === undefined ? '起' : `至 ${at(situation.untilMs)}`
  const span = `${at(situation.fromMs)} ${until}`
  const worst = listed([value(situation.peakCelsius, '最差 '), value(situation.limitCelsius, '限值 ')], '，')
  const latest = listed([value(situation.latestCelsius, '现在 '), value(situation.limitCelsius, '限值 ')], '，')
  if (situation.past) return `仅作记录：${span}，${said('was')}${worst}。由迟到的数据发现。`
  if (kind === 'resolved') return `已恢复正常：${span}，${said('was')}${worst}。`
  const urgency = situation.severity === 'critical' ? '紧急：' : ''
  const reminder = kind === 'escalated' ? `还没有人处理（第 ${level} 次提醒）。` : ''
  return `${urgency}${reminder}${said('is')}，自 ${at(situation.fromMs)} 起${latest}。`
}

const value = (celsius: number | undefined, label: string) =>
  celsius === undefined ? '' : `${label}${Number(celsius.toFixed(1))} °C`

const listed = (parts: string[], separator: string) =>
  parts.map((part) => (part === '' ? '' : `${separator}${part}`)).join('')

function clock(language: string, site: Site | undefined): (atMs: number) => string {
  const format = new Intl.DateTimeFormat(language, {
    timeZone: site?.timeZone ?? 'UTC',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  return (atMs) => format.format(atMs)
}

import type { CabinetBrief, LotBrief, TraceBrief } from '@larder/contracts/store-copy'
import type { SkillAnswer } from '../mind/skill.ts'
import { celsius } from './facts.ts'
import { asOf, noRecord, type Speech, sentences } from './speech.ts'
import { goodsWords } from './words/words.ts'

interface Found {
  lot: LotBrief
  brief: TraceBrief
  url: string | null
  ofOrder: boolean
}

/** The trace report in a sentence: the lot of the opened order where the shopper asks for theirs, else that on sale. */
export async function freshness(speech: Speech, product: string): Promise<SkillAnswer> {
  const { input, language, say } = speech
  const records = speech.records(product)
  const name = speech.name(product)
  const mine = goodsWords(language).hearing.mine.test(input.text)
  const inOrder = input.topic.order?.lines.find((line) => line.product === product)
  const found = mine && inOrder ? await ofOrder(speech, inOrder.lot) : await onShelf(speech, product)
  if (!found) {
    const cabinet = records.cabinet && cabinetWords(speech, records.cabinet)
    const missing = noRecord(speech, mine && inOrder ? 'orderTopic' : 'freshTopic', { name })
    return cabinet ? { ...missing, say: sentences(speech, [missing.say, cabinet]) } : missing
  }
  const { lot, brief, url } = found
  const stopped = lot.standing.state !== 'free' || lot.verdict === 'recalled'
  return {
    say: sentences(speech, [
      ...lotSentences(speech, lot, say(found.ofOrder ? 'lotOfOrder' : 'lotOnShelf', { name })),
      !stopped && !found.ofOrder && records.cabinet && cabinetWords(speech, records.cabinet),
      !stopped && mine && !found.ofOrder && say('shelfNotYours'),
      !found.ofOrder && asOf(speech),
    ]),
    cards: [{ kind: 'trace', brief, url }],
    outcome: 'answered',
    topic: { lot: lot.lot },
  }
}

async function ofOrder({ input }: Speech, lot: string): Promise<Found | null> {
  const id = input.topic.order?.id
  const report = id === undefined ? null : await input.desk.trace({ kind: 'order', id })
  const brief = report?.brief.lots.find((one) => one.lot === lot)
  return report && brief ? { lot: brief, brief: report.brief, url: report.url, ofOrder: true } : null
}

async function onShelf(speech: Speech, product: string): Promise<Found | null> {
  const { item, lot: copied } = speech.records(product)
  if (item?.lot === undefined) return null
  const report = await speech.input.desk.trace({ kind: 'lot', id: item.lot })
  const lot = report?.brief.lots.find((one) => one.lot === item.lot)
  if (report && lot) {
    // The copy may know of a recall before a report is written anew; the graver word is told.
    const standing = lot.standing.state === 'free' && copied ? copied.standing : lot.standing
    return { lot: { ...lot, standing }, brief: report.brief, url: report.url, ofOrder: false }
  }
  if (!copied) return null
  const brief: TraceBrief = {
    subject: { kind: 'lot', id: copied.lot },
    version: 0,
    generatedAtMs: speech.copy.atMs,
    lots: [copied],
  }
  return { lot: copied, brief, url: null, ofOrder: false }
}

/** What a lot's report says, in words; exported for whoever tells it elsewhere. `name` begins the first sentence. */
export function lotSentences(speech: Speech, lot: LotBrief, name: string): (string | null)[] {
  const { say, day, nowMs } = speech
  if (lot.standing.state === 'recalled') return [say('recalled', { name, reason: lot.standing.reason })]
  // The report says recalled and the reason is not known: nothing to be bought or eaten either way.
  if (lot.standing.state === 'held' || lot.verdict === 'recalled') return [say('held', { name })]
  const colon = speech.language === 'zh' ? '，' : ': '
  const verdict = `${name}${colon}${verdictWords(speech, lot)}`
  if (lot.useByMs !== null && lot.useByMs < nowMs) return [verdict, say('pastUseBy', { date: day(lot.useByMs) })]
  return [
    verdict,
    lot.basis === 'air' && lot.verdict !== 'not-enough-data' ? say('airOnly') : null,
    lifeWords(speech, lot),
    lot.useByMs === null ? null : say('useBy', { date: day(lot.useByMs) }),
    say(`advice.${lot.advice}`),
  ]
}

function verdictWords({ say }: Speech, lot: LotBrief): string {
  if (lot.verdict === 'not-enough-data') {
    return say('verdict.not-enough-data', { coverage: Math.round(lot.coveragePercent) })
  }
  const worst = lot.excursions.toSorted(
    (a, b) => Math.abs(b.peakCelsius - b.limitCelsius) - Math.abs(a.peakCelsius - a.limitCelsius),
  )[0]
  if (lot.verdict === 'excursion' && worst) {
    const { length } = lot.excursions
    return say('verdict.excursion', {
      times: length === 1 ? say('once') : say('times', { n: length }),
      peak: celsius(worst.peakCelsius),
      limit: celsius(worst.limitCelsius),
    })
  }
  if (lot.verdict === 'excursion') return say('verdict.excursion.unknown')
  return lot.warmestCelsius === null
    ? say('verdict.within-limits.unknown')
    : say('verdict.within-limits', { warmest: celsius(lot.warmestCelsius) })
}

/** The figures of the report beside it, to a tenth of a day. */
function lifeWords({ say }: Speech, { life, verdict }: LotBrief): string | null {
  if (!life || verdict === 'not-enough-data') return null
  if (life.percentLeft <= 0 || life.leftDays.likely <= 0) return say('lifeOver')
  const days = (value: number): string => String(Math.round(Math.max(0, value) * 10) / 10)
  const { low, likely, high } = life.leftDays
  const facts = { likely: days(likely), low: days(low), high: days(high) }
  const rest = { celsius: celsius(life.storageCelsius), percent: Math.round(life.percentLeft) }
  return say(facts.low === facts.high ? 'lifeSame' : 'life', { ...facts, ...rest })
}

/** Readings older than this are told with their age. */
const nowWithinMs = 2 * 60_000

/** What the cabinet's own probe says; it measures air, so nothing of the goods is concluded. */
export function cabinetWords({ say, language, nowMs }: Speech, cabinet: CabinetBrief): string | null {
  const alarm = cabinet.alarmed ? say('cabinetAlarm') : null
  const joint = language === 'zh' ? '，' : ', '
  if (cabinet.celsius === null || cabinet.atMs === null) return alarm && `${cabinet.name[language]}${joint}${alarm}`
  const ageMs = nowMs - cabinet.atMs
  const facts = { cabinet: cabinet.name[language], celsius: celsius(cabinet.celsius) }
  const reading =
    ageMs <= nowWithinMs ? say('cabinetNow', facts) : say('cabinetAgo', { ...facts, ago: agoWords({ say }, ageMs) })
  return [reading, alarm].filter(Boolean).join(joint)
}

function agoWords({ say }: Pick<Speech, 'say'>, ageMs: number): string {
  const minutes = Math.round(ageMs / 60_000)
  return minutes < 120 ? say('minutesAgo', { n: minutes }) : say('hoursAgo', { n: Math.round(minutes / 60) })
}

import type { SkillAnswer } from '../mind/skill.ts'
import { type LocalTime, localTime } from '../slots/local-time.ts'
import { factsOf, halfYuan, memberOffer, openOffer, yuan } from './facts.ts'
import { asOf, list, noRecord, type Speech, sentences } from './speech.ts'
import { productsMeant } from './which.ts'
import { goodsWords } from './words/words.ts'

const mostSpoken = 3
const mostShown = 12

/** What costs less now, all or of one product. */
export function offers(speech: Speech): SkillAnswer {
  const { say, input, copy } = speech
  const asked = input.slots.products.length > 0 ? productsMeant(speech) : []
  const among = asked.length > 0 ? asked : [...new Set(copy.offers.map(({ product }) => product))]
  const found = among.flatMap((product) => {
    const records = speech.records(product)
    const offer = openOffer(records) ?? memberOffer(records)
    return offer && records.item ? [{ records, offer, wasFen: records.item.priceFen }] : []
  })
  const topic = { intent: input.intent, products: found.map(({ records }) => records.id).slice(0, mostShown) }
  if (found.length === 0) {
    const [one] = asked
    const none = one === undefined ? say('noOffers') : say('noOfferOn', { name: speech.name(one) })
    return {
      say: sentences(speech, [none, asOf(speech)]),
      outcome: 'answered',
      topic: { intent: input.intent, products: asked },
    }
  }
  const items = found.slice(0, mostSpoken).map(({ records, offer, wasFen }) => {
    const unit = records.product?.unit ?? 'piece'
    const prices = {
      offer: yuan(offer.priceFen),
      price: yuan(wasFen),
      offerHalf: halfYuan(offer.priceFen),
      half: halfYuan(wasFen),
    }
    return `${say(`offerItem.${unit}`, { name: speech.name(records.id), ...prices })}${offer.membersOnly ? say('membersOnly') : ''}`
  })
  const joined = items.join(speech.language === 'zh' ? '；' : '; ')
  return {
    say: sentences(speech, [
      say(found.length === 1 ? 'offerOne' : items.length < found.length ? 'offersSome' : 'offers', {
        n: found.length,
        list: joined,
      }),
      asOf(speech),
    ]),
    cards: [
      {
        kind: 'offers',
        items: found.slice(0, mostShown).map(({ records, offer }) => ({
          facts: { ...factsOf(records), offerFen: offer.priceFen },
          untilMs: offer.untilMs,
          note:
            offer.noteZh || offer.noteEn
              ? { zh: offer.noteZh ?? offer.noteEn ?? '', en: offer.noteEn ?? offer.noteZh ?? '' }
              : null,
        })),
      },
    ],
    outcome: 'answered',
    topic,
  }
}

/** Opening hours of today, or of the day that was named; whether the store is open now. */
export function hours(speech: Speech): SkillAnswer {
  const { say, copy, nowMs, language } = speech
  const week = copy.store?.hours
  if (!week) return noRecord(speech, 'hoursTopic')
  const now = localTime(nowMs, copy.timeZone)
  const card = { kind: 'hours' as const, hours: week }
  const named = namedDay(speech, now)
  if (named !== null && named !== now.weekday) {
    const day = dayName(speech, named)
    const there = week[named]
    const told = there ? say('opensDay', { day, opens: there.opens, closes: there.closes }) : say('closedDay', { day })
    return { say: sentences(speech, [told]), cards: [card], outcome: 'answered' }
  }
  const today = week[now.weekday] ?? null
  const open = today && minutesOf(today.opens) <= now.minuteOfDay && now.minuteOfDay < minutesOf(today.closes)
  const joint = language === 'zh' ? '，' : ': '
  const told = open
    ? `${say('openNow', { closes: today.closes })}${joint}${say('opensToday', today)}`
    : `${say('closedNow')}${joint}${nextOpening(speech, week, now)}`
  return { say: sentences(speech, [told]), cards: [card], outcome: 'answered' }
}

type Week = ({ opens: string; closes: string } | null)[]

function nextOpening({ say, ...speech }: Speech, week: Week, { weekday, minuteOfDay }: LocalTime): string {
  const today = week[weekday]
  if (today && minuteOfDay < minutesOf(today.opens)) return say('opensToday', today)
  const ahead = [1, 2, 3, 4, 5, 6, 7].find((days) => week[(weekday + days) % 7])
  const there = ahead === undefined ? null : week[(weekday + ahead) % 7]
  if (ahead === undefined || !there) return say('closedNow')
  return say('nextOpen', { day: dayName({ say, ...speech }, (weekday + ahead) % 7), opens: there.opens })
}

/** The weekday asked for, 0 is Monday; null where none was. */
function namedDay({ input, language, copy }: Speech, now: LocalTime): number | null {
  const { hearing } = goodsWords(language)
  if (hearing.tomorrow.test(input.text)) return (now.weekday + 1) % 7
  const weekday = hearing.weekdays.findIndex((pattern) => pattern.test(input.text))
  if (weekday >= 0) return weekday
  return input.slots.dayMs === null ? null : localTime(input.slots.dayMs, copy.timeZone).weekday
}

/** A Monday, to name weekdays by. */
const someMondayMs = Date.UTC(2024, 0, 1)
const dayName = ({ language }: Speech, weekday: number): string =>
  new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { weekday: 'long', timeZone: 'UTC' }).format(
    someMondayMs + weekday * 86_400_000,
  )

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

/** The membership in the store's own words; a person's points and cards are not in the copy. */
export function membership(speech: Speech): SkillAnswer {
  const { say, copy, language, input } = speech
  const told = copy.store?.membership[language]
  if (!told) return noRecord(speech, 'membershipTopic')
  const personal = goodsWords(language).hearing.members.test(input.text)
  const saving = [...new Set(copy.offers.map(({ product }) => product))].filter((product) =>
    memberOffer(speech.records(product)),
  )
  return {
    say: sentences(speech, [
      personal && say('cardOwn'),
      told,
      saving.length > 0 && say('memberOffers', { names: list(speech, saving.slice(0, mostSpoken).map(speech.name)) }),
    ]),
    ...(personal ? { choices: [{ id: 'intent:human', label: say('callStaff') }] } : {}),
    outcome: 'answered',
    topic: { intent: input.intent },
  }
}

import { createHash } from 'node:crypto'
import { type Descriptor, distance, meanDescriptor } from '../descriptor.ts'
import { defaultRule, nearestPeople, recognise, type Template } from '../matching.ts'
import { type Quantiles, quantilesOf, type Rate, rateOf, thresholdFor } from '../statistics.ts'

/** A described picture of a person who is known to whoever evaluates. */
export interface KnownPicture {
  person: string
  /** Its name among the person's pictures. */
  picture: string
  descriptor: Descriptor
}

export interface Protocol {
  /** Pictures enrolled of each known person; the others are probes. */
  enrol: number
  /** Share of people whom no draw enrols; at least one person is. */
  unknownShare: number
  seed: number
  draws: number
}

export interface OperatingPoint {
  falsePositiveRate: number
  threshold: number
  /** Mean over draws of the share of known people's probes that name the right person. */
  identificationRate: number
  /** Lowest and highest over the draws. */
  lowest: number
  highest: number
  /** Strangers' probes that named anybody, all draws together. */
  falsePositives: Rate
}

export interface Evaluation {
  people: number
  pictures: number
  protocol: Protocol
  operatingPoints: OperatingPoint[]
  /** What this gallery should use: where one stranger in a thousand is let in, and never more than the default. */
  chosenThreshold: number
  /** Distance between a known person's probe and that person's template. */
  genuine: Quantiles | undefined
  /** Distance between a stranger's probe and the nearest template. */
  impostor: Quantiles | undefined
  /** Share of the right person coming first, whatever the distance and with no strangers. */
  rankOne: number
  /** As a kiosk decides on one frame: its default threshold, and the margin to the second person. */
  kioskRule: { threshold: number; margin: number; identificationRate: number; falsePositives: Rate }
}

interface Search {
  known: boolean
  right: boolean
  /** To the nearest template. */
  first: number
  /** To the person's own template, for known people. */
  own: number | undefined
  /** What the kiosk's rule said: the right person, another, or nobody. */
  kiosk: 'right' | 'wrong' | 'nobody'
}

const falsePositiveRates = [0.01, 0.001]

/**
 * Open-set identification (ISO/IEC 19795-1): in each draw some people are strangers, of the others some pictures are
 * enrolled, and every other picture is searched for among all templates. One threshold per operating point serves all
 * draws: the highest at which no more than that share of the strangers' searches, of all draws, names anybody.
 * @throws RangeError when there are too few people or pictures
 */
export function evaluate(pictures: readonly KnownPicture[], protocol: Protocol): Evaluation {
  const byPerson = Map.groupBy(pictures, ({ person }) => person)
  const usable = new Map([...byPerson].filter(([, own]) => own.length > protocol.enrol))
  if (usable.size < 3)
    throw new RangeError(`${usable.size} people have more than ${protocol.enrol} pictures with a face: give at least 3`)
  const draws = Array.from({ length: protocol.draws }, (_, draw) => searchesOf(usable, protocol, draw))
  const all = draws.flat()
  const strangers = all.filter(({ known }) => !known)
  const known = all.filter((search) => search.known)
  const operatingPoints = falsePositiveRates.map((rate) => operatingPoint(draws, strangers, rate))
  const usual = defaultRule(usable.size)
  return {
    people: usable.size,
    pictures: [...usable.values()].reduce((sum, own) => sum + own.length, 0),
    protocol,
    operatingPoints,
    chosenThreshold: Math.min(usual.threshold, ...operatingPoints.map(({ threshold }) => threshold)),
    genuine: quantilesOf(known.flatMap(({ own }) => own ?? [])),
    impostor: quantilesOf(strangers.map(({ first }) => first)),
    rankOne: share(known, ({ right }) => right),
    kioskRule: {
      ...usual,
      identificationRate: share(known, ({ kiosk }) => kiosk === 'right'),
      falsePositives: rateOf(strangers.filter(({ kiosk }) => kiosk !== 'nobody').length, strangers.length),
    },
  }
}

function operatingPoint(draws: Search[][], strangers: Search[], falsePositiveRate: number): OperatingPoint {
  const threshold = thresholdFor(
    strangers.map(({ first }) => first),
    falsePositiveRate,
  )
  const rates = draws.map((searches) =>
    share(
      searches.filter(({ known }) => known),
      ({ right, first }) => right && first < threshold,
    ),
  )
  return {
    falsePositiveRate,
    threshold,
    identificationRate: rates.reduce((sum, rate) => sum + rate, 0) / rates.length,
    lowest: Math.min(...rates),
    highest: Math.max(...rates),
    falsePositives: rateOf(strangers.filter(({ first }) => first < threshold).length, strangers.length),
  }
}

function searchesOf(people: Map<string, KnownPicture[]>, protocol: Protocol, draw: number): Search[] {
  const random = (what: string): string =>
    createHash('sha256').update(`${protocol.seed} ${draw} ${what}`).digest('base64')
  const order = [...people.keys()].sort(by((person) => random(person)))
  const strangers = Math.min(people.size - 2, Math.max(1, Math.round(people.size * protocol.unknownShare)))
  const enrolled = new Set(order.slice(strangers))
  const probes: KnownPicture[] = []
  const gallery: Template[] = []
  for (const person of order) {
    const own = (people.get(person) ?? []).toSorted(by(({ picture }) => random(`${person}/${picture}`)))
    if (enrolled.has(person)) {
      const shots = own.splice(0, protocol.enrol)
      gallery.push({ person, descriptor: meanDescriptor(shots.map(({ descriptor }) => descriptor)) })
    }
    probes.push(...own)
  }
  return probes.map((probe) => search(probe, gallery))
}

function search({ person, descriptor }: KnownPicture, gallery: readonly Template[]): Search {
  const nearest = nearestPeople(descriptor, gallery)
  const own = gallery.find((template) => template.person === person)
  const said = recognise(descriptor, gallery, defaultRule(gallery.length))
  return {
    known: own !== undefined,
    right: nearest?.person === person,
    first: nearest?.first ?? Number.POSITIVE_INFINITY,
    own: own && distance(descriptor, own.descriptor),
    kiosk: said.known ? (said.person === person ? 'right' : 'wrong') : 'nobody',
  }
}

const share = <Thing>(things: readonly Thing[], holds: (thing: Thing) => boolean): number =>
  things.length === 0 ? 0 : things.filter(holds).length / things.length

/** Each thing's hash is worked out once, or a sort would cost as many hashes as comparisons. */
function by<Thing>(keyOf: (thing: Thing) => string): (one: Thing, other: Thing) => number {
  const keys = new Map<Thing, string>()
  const key = (thing: Thing): string => {
    const known = keys.get(thing) ?? keyOf(thing)
    keys.set(thing, known)
    return known
  }
  return (one, other) => (key(one) < key(other) ? -1 : 1)
}

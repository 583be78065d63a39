import type { Choice } from '@larder/contracts/conversation'
import type { SkillAnswer } from '../mind/skill.ts'
import type { Speech } from './speech.ts'
import { traitsIn } from './wanted.ts'

const mostChoices = 6

/** The products that are asked about: those named, else the only one of its kind, else what was spoken of last. */
export function productsMeant({ input, copy, language }: Speech): string[] {
  const known = (product: string): boolean => copy.products.some(({ id }) => id === product)
  const named = [...new Set(input.slots.products.map(({ product }) => product))].filter(known)
  if (named.length > 0) return named
  const spokenOf = input.topic.products.filter(known)
  const kind = ofKind({ input, copy, language })
  const spokenOfKind = spokenOf.filter((product) => kind.includes(product))
  if (spokenOfKind.length > 0) return spokenOfKind
  if (kind.length > 0) return kind.length === 1 ? kind : []
  return spokenOf
}

/** What is sold here of a category or species in the text, such as "fish". */
export function ofKind({ input, copy, language }: Pick<Speech, 'input' | 'copy' | 'language'>): string[] {
  const traits = traitsIn(input.text, language, ['category', 'species'])
  if (traits.length === 0) return []
  return copy.cards
    .filter(({ attributes }) => traits.some(({ dimension, value }) => attributes[dimension]?.includes(value)))
    .map(({ product }) => product)
    .filter((product) => copy.shelf.some((item) => item.product === product))
}

/** Asks which one, with the likeliest as buttons that ask the same of them. */
export function askWhich(speech: Speech): SkillAnswer {
  const { input, copy, say } = speech
  const kind = ofKind(speech)
  const offered = copy.offers.map(({ product }) => product)
  const likely = kind.length > 0 ? kind : [...offered, ...copy.shelf.map(({ product }) => product)]
  return {
    say: say('whichProduct'),
    choices: [...new Set(likely)].slice(0, mostChoices).map((product) => productChoice(speech, input.intent, product)),
    expects: 'choice',
    outcome: 'asked-back',
    topic: { intent: input.intent },
  }
}

/** A button that asks `intent` of a product. */
export const productChoice = ({ name }: Speech, intent: string, product: string): Choice => ({
  id: `intent:${intent}:${product}`.slice(0, 120),
  label: name(product).slice(0, 120),
})

/** An answer about one product, or the question which. */
export function aboutOne(
  answer: (speech: Speech, product: string) => Promise<SkillAnswer> | SkillAnswer,
  choose: (speech: Speech) => string | undefined = () => undefined,
): (speech: Speech) => Promise<SkillAnswer> {
  return async (speech) => {
    const product = choose(speech) ?? productsMeant(speech)[0]
    if (product === undefined) return askWhich(speech)
    const given = await answer(speech, product)
    return { ...given, topic: { intent: speech.input.intent, products: [product], ...given.topic } }
  }
}

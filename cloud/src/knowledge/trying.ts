import type { Classifier } from '@larder/assistant/classifier/classifier'
import type { Article } from '@larder/contracts/article'
import type { Tried } from '@larder/contracts/knowledge'
import type { Language } from '@larder/contracts/language'
import type { Minds } from './minds.ts'

/** As the assistant itself decides: below, a person; two intents nearer than that, a question with two buttons. */
const leastConfidence = 0.7
const nearness = 0.15

export interface TryingOptions {
  minds: Minds
  published(): Promise<Article[]>
}

/** What the mind in use makes of a text, without a conversation. */
export class Trying {
  readonly #options: TryingOptions
  readonly #classifiers = new Map<Language, { version: number; classifier: Classifier }>()

  constructor(options: TryingOptions) {
    this.#options = options
  }

  async try(text: string, language: Language): Promise<Tried> {
    const { minds, published } = this.#options
    const mindVersion = minds.version()
    const classifier = await this.#classifierOf(language, mindVersion)
    const { normalise } = await import('@larder/assistant/normalise/normalise')
    const { ranking, confidence, outOfScope } = classifier.read(normalise(text, language))
    const [first = { intent: '', probability: 0 }, second] = ranking
    const near = second !== undefined && first.probability - second.probability < nearness
    const does = outOfScope || confidence < leastConfidence ? 'human' : near ? 'asks' : 'answers'
    const article = (await published()).find(({ id }) => first.intent === `article:${id}`)
    return {
      mindVersion,
      first: { intent: first.intent, confidence },
      second: second === undefined ? null : { intent: second.intent, confidence: second.probability },
      outOfScope,
      does,
      answer: article?.answer ?? null,
    }
  }

  async #classifierOf(language: Language, version: number): Promise<Classifier> {
    const kept = this.#classifiers.get(language)
    if (kept?.version === version) return kept.classifier
    const { Classifier } = await import('@larder/assistant/classifier/classifier')
    const { unpackModel } = await import('@larder/assistant/classifier/model-file')
    const classifier = new Classifier(unpackModel(await this.#options.minds.inUse(language)))
    this.#classifiers.set(language, { version, classifier })
    return classifier
  }
}

import type { Article } from '@larder/contracts/article'
import type { Suggestion } from '@larder/contracts/knowledge'
import type { Language } from '@larder/contracts/language'
import type MiniSearch from 'minisearch'

const most = 5

interface Entry {
  id: string
  title: string
  questions: string
  answer: string
}

export interface SuggestionsOptions {
  published(): Promise<Article[]>
  /** Rises with each publication: the index is then made anew. */
  mindVersion(): number
}

/** Which published articles answer what somebody wrote; an agent chooses, nothing is said by itself. */
export class Suggestions {
  readonly #options: SuggestionsOptions
  #made: { version: number; articles: Article[]; indexes: Map<Language, MiniSearch<Entry>> } | undefined

  constructor(options: SuggestionsOptions) {
    this.#options = options
  }

  /** The nearest first. */
  async find(text: string, language: Language): Promise<Suggestion[]> {
    const { articles, index } = await this.#indexOf(language)
    const found = index.search(text, { boost: { questions: 2, title: 3 }, prefix: language === 'en', fuzzy: 0.15 })
    return found.slice(0, most).flatMap(({ id, score }) => {
      const article = articles.find((one) => one.id === id)
      return article === undefined ? [] : [{ article: article.id, title: article.title, answer: article.answer, score }]
    })
  }

  async #indexOf(language: Language): Promise<{ articles: Article[]; index: MiniSearch<Entry> }> {
    const version = this.#options.mindVersion()
    if (this.#made?.version !== version) {
      this.#made = { version, articles: await this.#options.published(), indexes: new Map() }
    }
    const { articles, indexes } = this.#made
    const index = indexes.get(language) ?? (await indexOf(articles, language))
    indexes.set(language, index)
    return { articles, index }
  }
}

async function indexOf(articles: readonly Article[], language: Language): Promise<MiniSearch<Entry>> {
  const { default: MiniSearch } = await import('minisearch')
  const index = new MiniSearch<Entry>({ fields: ['title', 'questions', 'answer'], tokenize: wordsIn })
  index.addAll(
    articles.map(({ id, title, questions, answer }) => ({
      id,
      title: title[language],
      questions: questions[language].join('\n'),
      answer: answer[language],
    })),
  )
  return index
}

/** Chinese has no spaces: each pair of neighbours is a word. */
export function wordsIn(text: string): string[] {
  const runs = text.normalize('NFKC').match(/\p{Script=Han}+|[\p{L}\p{M}\p{N}]+/gu) ?? []
  return runs.flatMap((run) => {
    if (!/^\p{Script=Han}/u.test(run)) return [run]
    const characters = [...run]
    return characters.length === 1 ? [run] : characters.slice(1).map((character, at) => `${characters[at]}${character}`)
  })
}

import type { Article } from '@larder/contracts/article'
import type { Language } from '@larder/contracts/language'
import { normalise } from '../normalise/normalise.ts'

/** What is learned of an article. */
export type LearnableArticle = Pick<Article, 'id' | 'title' | 'questions'>

/** An article's questions and its title, each once, as the classifier will hear them. */
export function phrasesOf(article: LearnableArticle, language: Language): string[] {
  const phrases = [article.title[language], ...article.questions[language]].map((text) => normalise(text, language))
  return [...new Set(phrases)].filter((text) => text !== '')
}

/**
 * One phrase kept out of a rehearsal, the last that was written; an article of fewer than three phrases can spare none
 * and is judged by one it has learned.
 */
export function rehearsalOf(article: LearnableArticle, language: Language): { learned: string[]; judged: string } {
  const phrases = phrasesOf(article, language)
  const judged = phrases.at(-1) ?? ''
  return { learned: phrases.length < 3 ? phrases : phrases.slice(0, -1), judged }
}

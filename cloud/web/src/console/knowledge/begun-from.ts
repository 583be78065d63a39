import type { ArticleText } from '@larder/contracts/knowledge'

export interface Beginning {
  keys: string[]
  questions: ArticleText['questions']
}

let beginning: Beginning | null = null

/** The unanswered questions that the next new article is begun from. */
export const begunFrom = (): Beginning | null => beginning

export const beginFrom = (next: Beginning): void => {
  beginning = next
}

export const forget = (): void => {
  beginning = null
}

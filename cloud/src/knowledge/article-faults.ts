import { type ArticleText, leastQuestions } from '@larder/contracts/knowledge'
import { type Language, languages } from '@larder/contracts/language'
import { questionKey } from './question-key.ts'

export interface ArticleFault {
  field: string
  message: string
}

export interface Beside {
  /** The other articles' texts that count, by id. */
  others: { id: string; text: ArticleText }[]
  /** Lines the regression gate judges by: learned, they would tell it nothing. */
  frozen: Record<Language, string[]>
}

/** Why an article can not be reviewed or published as it stands; every fault at once. */
export const faultsOf = (text: ArticleText, beside: Beside): ArticleFault[] =>
  languages.flatMap((language) => [...missing(text, language), ...repeated(text, language, beside)])

function missing(text: ArticleText, language: Language): ArticleFault[] {
  const faults: ArticleFault[] = []
  if (text.title[language] === '') faults.push({ field: `title.${language}`, message: 'write the title' })
  if (text.answer[language] === '') faults.push({ field: `answer.${language}`, message: 'write the answer' })
  const count = text.questions[language].length
  if (count < leastQuestions) {
    const message = `write at least ${leastQuestions} questions as shoppers ask them; there are ${count}`
    faults.push({ field: `questions.${language}`, message })
  }
  return faults
}

function repeated(text: ArticleText, language: Language, { others, frozen }: Beside): ArticleFault[] {
  const taken = new Map<string, string>()
  for (const line of frozen[language]) {
    taken.set(questionKey(line), 'is a line of the frozen test set, which must stay unlearned: word it otherwise')
  }
  for (const { id, text: other } of others) {
    for (const line of other.questions[language]) taken.set(questionKey(line), `is a question of the article ${id}`)
  }
  return text.questions[language].flatMap((question, at) => {
    const key = questionKey(question)
    const why = taken.get(key)
    taken.set(key, `stands in this article twice`)
    return why === undefined ? [] : [{ field: `questions.${language}.${at}`, message: `“${question}” ${why}` }]
  })
}

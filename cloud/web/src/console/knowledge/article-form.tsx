import { type ArticleText, leastQuestions } from '@larder/contracts/knowledge'
import { languages } from '@larder/contracts/language'
import { useId } from 'react'
import type { Refusal } from '../../api.ts'
import { useLanguage } from '../../language/language.tsx'
import { type Draft, linesOf } from './article-draft.ts'

interface FormProps {
  draft: Draft
  onChange(draft: Draft): void
  refused: Refusal | null
}

const fields = ['title', 'answer', 'questions'] as const satisfies (keyof ArticleText)[]

/** Both languages side by side, so that neither is forgotten. What the server said of a field stands beside it. */
export function ArticleFields({ draft, onChange, refused }: FormProps) {
  const { t } = useLanguage()
  const form = useId()
  const faults = (refused?.fields ?? []).map(({ field, message }) => ({ field: field.replace(/^text\./, ''), message }))
  return (
    <div className="knowledge-sides">
      {languages.map((language) => (
        <section key={language} className="panel">
          <h2>{t(`knowledge.language.${language}`)}</h2>
          {fields.map((field) => {
            const name = `${field}.${language}` as const
            const wrong = faults.filter((one) => one.field === name || one.field.startsWith(`${name}.`))
            const set = (value: string): void => onChange({ ...draft, [name]: value })
            const label =
              field === 'questions'
                ? t('knowledge.lines', { n: linesOf(draft[name]).length, least: leastQuestions })
                : t(`knowledge.${field}`)
            return (
              <label key={name} className="field" htmlFor={`${form}/${name}`}>
                {label}
                {field === 'title' ? (
                  <input
                    id={`${form}/${name}`}
                    lang={language === 'zh' ? 'zh-CN' : 'en'}
                    value={draft[name]}
                    maxLength={120}
                    onChange={(event) => set(event.target.value)}
                  />
                ) : (
                  <textarea
                    id={`${form}/${name}`}
                    lang={language === 'zh' ? 'zh-CN' : 'en'}
                    value={draft[name]}
                    rows={field === 'answer' ? 4 : 9}
                    maxLength={field === 'answer' ? 1200 : 40_000}
                    onChange={(event) => set(event.target.value)}
                  />
                )}
                {wrong.map(({ message }) => (
                  <span key={message} className="field-fault" role="alert">
                    {message}
                  </span>
                ))}
              </label>
            )
          })}
        </section>
      ))}
    </div>
  )
}

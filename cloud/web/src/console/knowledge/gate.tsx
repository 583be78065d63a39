import type { GateView } from '@larder/contracts/knowledge'
import { useLanguage } from '../../language/language.tsx'
import { useIntentWords } from './intent-words.ts'

/** How each language did on the test questions, and which lines got worse. */
export function Gate({ gate }: { gate: readonly GateView[] }) {
  const { t } = useLanguage()
  const intentWords = useIntentWords()
  const right = (share: number, lines: number): number => Math.round(share * lines)
  return (
    <ul className="knowledge-gate">
      {gate.map(({ language, lines, accuracyBefore, accuracyAfter, worse, articles }) => (
        <li key={language}>
          <p>
            {t('knowledge.gate', {
              language: t(`knowledge.language.${language}`),
              lines,
              after: right(accuracyAfter, lines),
              before: right(accuracyBefore, lines),
            })}
          </p>
          {worse.length > 0 && <p className="small">{t('knowledge.gate.worse')}:</p>}
          <ul>
            {worse.map(({ text, intent, takenFor }) => (
              <li key={text} className="small">
                {t('knowledge.gate.taken-for', { text, intent: intentWords(intent), taken: intentWords(takenFor) })}
              </li>
            ))}
            {articles.map(({ id, question, takenFor }) => (
              <li key={id} className="small">
                {t('knowledge.gate.article', { id, text: question, taken: intentWords(takenFor) })}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  )
}

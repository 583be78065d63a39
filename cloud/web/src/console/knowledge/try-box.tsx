import type { Tried } from '@larder/contracts/knowledge'
import { type FormEvent, useState } from 'react'
import { post, Refusal } from '../../api.ts'
import { useLanguage } from '../../language/language.tsx'
import { Choice } from '../choice.tsx'
import { Failure } from '../failure.tsx'
import { useIntentWords } from './intent-words.ts'
import { knowledgePaths } from './knowledge-paths.ts'

/** What the assistant in use understands of a text, and what it would do. */
export function TryBox() {
  const { t, language: own } = useLanguage()
  const [language, choose] = useState(own)
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const [tried, setTried] = useState<Tried | null>(null)
  const [failure, setFailure] = useState<Refusal | null>(null)
  const ask = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setBusy(true)
    setFailure(null)
    try {
      setTried(await post(knowledgePaths.try, { text, language }))
    } catch (cause) {
      setFailure(cause instanceof Refusal ? cause : new Refusal(0, String(cause)))
    } finally {
      setBusy(false)
    }
  }
  return (
    <section className="panel knowledge-try">
      <div className="panel-head">
        <h2>{t('knowledge.try')}</h2>
        <p className="muted small">{t('knowledge.try.text')}</p>
        <Choice
          label={t('service.language')}
          value={language}
          onChange={choose}
          options={(['zh', 'en'] as const).map((value) => ({ value, label: t(`knowledge.language.${value}`) }))}
        />
      </div>
      <form onSubmit={ask}>
        <input
          aria-label={t('knowledge.try.placeholder')}
          placeholder={t('knowledge.try.placeholder')}
          value={text}
          maxLength={400}
          required
          onChange={(event) => setText(event.target.value)}
        />
        <button type="submit" className="button primary" disabled={busy}>
          {t('knowledge.try.submit')}
        </button>
      </form>
      <div role="status">
        {busy && <p className="muted small">{t('knowledge.try.wait')}</p>}
        {!busy && tried !== null && <Understood tried={tried} language={language} />}
      </div>
      {failure !== null && <Failure failure={failure} />}
    </section>
  )
}

function Understood({ tried: { first, second, does, answer }, language }: { tried: Tried; language: 'zh' | 'en' }) {
  const { t, format } = useLanguage()
  const intentWords = useIntentWords()
  const percent = (share: number): string => `${format.number(share * 100)} %`
  const told = does === 'answers' && answer !== null ? answer[language] : t('knowledge.try.skill')
  return (
    <div className="knowledge-tried">
      <p className="signs">
        <span className={`tag ${does === 'answers' ? 'ok' : 'warning'}`}>{t(`knowledge.try.does.${does}`)}</span>
        <span className="tag">
          {intentWords(first.intent)} {percent(first.confidence)}
        </span>
        {second !== null && (
          <span className="tag">
            {intentWords(second.intent)} {percent(second.confidence)}
          </span>
        )}
      </p>
      {does === 'answers' && <p lang={answer === null ? undefined : language}>{told}</p>}
    </div>
  )
}

import type { MindView, PublishOutcome, TrainingLine } from '@larder/contracts/knowledge'
import { useState } from 'react'
import { post, Refusal } from '../../api.ts'
import { useLanguage } from '../../language/language.tsx'
import { useResource } from '../../resource.ts'
import { Failure } from '../failure.tsx'
import { useKnown } from '../known.tsx'
import { mayDecide } from '../quality/signed-form.tsx'
import { useIntentWords } from './intent-words.ts'
import { knowledgePaths } from './knowledge-paths.ts'
import { PublishPanel } from './publish-panel.tsx'

interface LinesProps {
  mind: MindView | undefined
  onDone(): void
  onPublished(outcome: PublishOutcome): void
}

/** Questions that were assigned to an intent: another person's word, then they are learned. */
export function LinesPanel({ mind, onDone, onPublished }: LinesProps) {
  const { t } = useLanguage()
  const { session } = useKnown()
  const intentWords = useIntentWords()
  const { value: lines, reload } = useResource(knowledgePaths.lines)
  const [refused, setRefused] = useState<Refusal | null>(null)
  const [publishing, setPublishing] = useState(false)
  if (lines === undefined || lines.length === 0) return null
  const review = async ({ id }: TrainingLine, approve: boolean): Promise<void> => {
    setRefused(null)
    try {
      await post(knowledgePaths.reviewLine(id), { approve })
      reload()
      onDone()
    } catch (cause) {
      setRefused(cause instanceof Refusal ? cause : new Refusal(0, String(cause)))
    }
  }
  const waiting = mind?.waitingLines ?? 0
  return (
    <section className="panel">
      <h2>{t('knowledge.lines.title')}</h2>
      <p className="muted small">{t('knowledge.lines.text')}</p>
      <ul className="knowledge-versions">
        {lines.map((line) => (
          <li key={line.id}>
            <div>
              <p>
                “{line.text}” → <strong>{intentWords(line.intent)}</strong>
              </p>
              <small className="muted">{t('knowledge.lines.by', { by: line.proposedBy })}</small>
            </div>
            {line.state === 'approved' && <span className="tag ok">{t('knowledge.lines.approved')}</span>}
            {line.state === 'proposed' && mayDecide(session.role) && line.proposedBy !== session.name && (
              <span className="action-bar">
                <button type="button" className="button" onClick={() => void review(line, false)}>
                  {t('knowledge.lines.refuse')}
                </button>
                <button type="button" className="button primary" onClick={() => void review(line, true)}>
                  {t('knowledge.approve')}
                </button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {refused !== null && <Failure failure={refused} />}
      {waiting > 0 && mayDecide(session.role) && (
        <p className="form-end knowledge-end">
          <span className="muted small">{t('knowledge.lines.waiting', { n: waiting })}</span>
          <button type="button" className="button" onClick={() => setPublishing(!publishing)}>
            {t('knowledge.lines.publish')}
          </button>
        </p>
      )}
      {publishing && (
        <PublishPanel
          change={null}
          label={t('knowledge.lines.publish')}
          onDone={(outcome) => {
            onPublished(outcome)
            onDone()
          }}
        />
      )}
    </section>
  )
}

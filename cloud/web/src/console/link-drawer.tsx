import { useEffect, useState } from 'react'
import { makeLink, paths, Refusal, type SubjectKind } from '../api.ts'
import { useLanguage } from '../language/language.tsx'
import { Icon } from '../look/icon.tsx'
import { Drawer } from './drawer.tsx'
import { Failure } from './failure.tsx'

/** Makes the unguessable link to a report, and shows it as text and as a code to print. */
export function LinkDrawer({ kind, id, onClose }: { kind: SubjectKind; id: string; onClose: () => void }) {
  const { t } = useLanguage()
  const [link, setLink] = useState<{ token: string; url: string } | null>(null)
  const [failure, setFailure] = useState<Refusal | null>(null)
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    let current = true
    makeLink(kind, id).then(
      (made) => current && setLink(made),
      (cause: unknown) => current && setFailure(cause instanceof Refusal ? cause : new Refusal(0, String(cause))),
    )
    return () => {
      current = false
    }
  }, [kind, id])
  return (
    <Drawer title={t('goods.link.title', { id })} onClose={onClose}>
      <p>{t('goods.link.text')}</p>
      {failure !== null && <Failure failure={failure} />}
      {link !== null && (
        <div className="link">
          <img src={paths.code(link.token)} alt={t('goods.link.code')} width="220" height="220" />
          <input
            className="link-url"
            readOnly
            value={link.url}
            aria-label={t('goods.link')}
            onFocus={(event) => event.target.select()}
          />
          <div className="action-bar">
            <button
              type="button"
              className="button primary"
              onClick={() => {
                navigator.clipboard?.writeText(link.url).then(
                  () => setCopied(true),
                  () => setCopied(false),
                )
              }}
            >
              <Icon name={copied ? 'check' : 'copy'} size={18} />
              <span aria-live="polite">{t(copied ? 'goods.link.copied' : 'goods.link.copy')}</span>
            </button>
            <a className="button" href={link.url} target="_blank" rel="noreferrer">
              {t('goods.link.open')}
            </a>
          </div>
        </div>
      )}
    </Drawer>
  )
}

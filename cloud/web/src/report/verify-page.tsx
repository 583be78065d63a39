import type { Verification } from '@larder/contracts/report-version'
import { type ChangeEvent, useEffect, useState } from 'react'
import { get, paths, Refusal } from '../api.ts'
import { useLanguage } from '../language/report-language.tsx'
import { Icon } from '../look/icon.tsx'
import { useResource } from '../resource.ts'
import { Fact } from './facts.tsx'

/** Where the code of a printed or saved report leads: is this copy ours, and is it the newest? */
export default function VerifyPage({ hash }: { hash: string }) {
  const { t } = useLanguage()
  const { value, failure, reload } = useResource(paths.verification(hash))
  useEffect(() => {
    document.title = t('verify.page-title')
  }, [t])
  return (
    <main className="report-main verify" aria-busy={value === undefined && failure === undefined}>
      <h1 className="report-title">{t('verify.title')}</h1>
      {value !== undefined && <Found found={value} />}
      {value === undefined && failure !== undefined && (
        <section className="panel missing" role="alert">
          <Icon name={failure.status === 0 ? 'offline' : 'critical'} size={44} />
          <p>{t(failure.status === 0 ? 'failed.unreachable' : 'verify.unknown')}</p>
          {failure.status === 0 && (
            <button type="button" className="button primary" onClick={reload}>
              {t('try-again')}
            </button>
          )}
        </section>
      )}
      <FileCheck hash={hash} />
    </main>
  )
}

function Found({ found }: { found: Verification }) {
  const { t, pick, format } = useLanguage()
  const tone = found.valid ? 'ok' : 'critical'
  return (
    <div className="report">
      <header className={`verdict ${tone}`}>
        <div className="verdict-mark">
          <Icon name={tone} size={44} />
        </div>
        <h2>{t(found.valid ? 'verify.valid' : 'verify.invalid')}</h2>
        <p className="verdict-detail">
          {found.latest > found.version ? t('verify.newer', { latest: found.latest }) : t('verify.newest')}
        </p>
      </header>
      <section className="panel">
        <h3>{t('verify.said')}</h3>
        <ul className="verify-lots">
          {found.lots.map((lot) => (
            <li key={lot.id}>
              {pick(lot.product)} · {lot.id}: <strong>{t(`verdict.${lot.verdict}.word`)}</strong>
            </li>
          ))}
        </ul>
        <dl className="facts">
          <Fact name={t('verify.subject')}>{found.id}</Fact>
          <Fact name={t('verify.version')}>{found.version}</Fact>
          <Fact name={t('verify.signed')}>{format.dateTime(found.createdAtMs)}</Fact>
          <Fact name={t('verify.hash')}>
            <code>{found.hash}</code>
          </Fact>
          <Fact name={t('verify.key')}>
            <code>{found.publicKey}</code>
          </Fact>
        </dl>
      </section>
    </div>
  )
}

type FileVerdict = { known: 'ours' | 'other'; atMs: number } | { known: 'unknown' } | { known: 'unreachable' }

function FileCheck({ hash }: { hash: string }) {
  const { t, format } = useLanguage()
  const [verdict, setVerdict] = useState<FileVerdict | null>(null)
  const check = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const file = event.target.files?.[0]
    if (file !== undefined) setVerdict(await verdictOn(file, hash))
  }
  return (
    <section className="panel print-hidden">
      <h3>{t('verify.file.title')}</h3>
      <p className="muted">{t('verify.file.text')}</p>
      <label className="button">
        <Icon name="upload" size={18} />
        {t('verify.file.choose')}
        <input type="file" className="unseen" accept="application/pdf" onChange={check} />
      </label>
      <p role="status" className={verdict?.known === 'ours' ? 'file-verdict ok' : 'file-verdict critical'}>
        {verdict !== null && 'atMs' in verdict && (
          <>
            <Icon name={verdict.known === 'ours' ? 'ok' : 'warning'} size={20} />
            {t(`verify.file.${verdict.known}`, { at: format.dateTime(verdict.atMs) })}
          </>
        )}
        {verdict?.known === 'unknown' && t('verify.file.unknown')}
        {verdict?.known === 'unreachable' && t('failed.unreachable')}
      </p>
    </section>
  )
}

async function verdictOn(file: File, hash: string): Promise<FileVerdict> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))
  const sha256 = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  try {
    const found = await get(paths.file(sha256))
    return { known: found.contentHash === hash ? 'ours' : 'other', atMs: found.createdAtMs }
  } catch (cause) {
    return { known: cause instanceof Refusal && cause.status === 404 ? 'unknown' : 'unreachable' }
  }
}

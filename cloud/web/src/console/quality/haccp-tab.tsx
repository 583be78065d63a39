import type { HaccpEntry } from '@larder/contracts/haccp'
import { useState } from 'react'
import { post } from '../../api.ts'
import { useLanguage } from '../../language/language.tsx'
import { Icon } from '../../look/icon.tsx'
import { useResource } from '../../resource.ts'
import { Choice } from '../choice.tsx'
import { Drawer } from '../drawer.tsx'
import { Empty } from '../empty.tsx'
import { Failure } from '../failure.tsx'
import { useKnown, useNames } from '../known.tsx'
import { CorrectiveLists } from './corrective-lists.tsx'
import { HaccpForm } from './haccp-form.tsx'
import { qualityPaths } from './quality-paths.ts'
import { mayDecide, SignedForm } from './signed-form.tsx'

/** The monitoring record: who saw what where, what was done about it, and who looked at the entry. */
export function HaccpTab() {
  const { t } = useLanguage()
  const [shown, setShown] = useState<'all' | 'open'>('all')
  const { value: entries, failure, reload } = useResource(qualityPaths.haccp(shown === 'open'))
  const [entering, setEntering] = useState(false)
  const [listing, setListing] = useState(false)
  const { session } = useKnown()
  const [reviewing, setReviewing] = useState<HaccpEntry | null>(null)
  return (
    <section className="group">
      <div className="group-head">
        <h2>{t('quality.tab.haccp')}</h2>
        <Choice
          label={t('quality.haccp.shown')}
          value={shown}
          onChange={setShown}
          options={[
            { value: 'all', label: t('quality.haccp.all') },
            { value: 'open', label: t('quality.haccp.open') },
          ]}
        />
        {mayDecide(session.role) && (
          <button type="button" className="button" onClick={() => setListing(true)}>
            {t('quality.corrective.lists')}
          </button>
        )}
        <a href={qualityPaths.haccpFile} className="button" download>
          <Icon name="copy" size={18} />
          {t('quality.haccp.file')}
        </a>
        <button type="button" className="button primary" onClick={() => setEntering(true)}>
          <Icon name="plus" size={18} />
          {t('quality.haccp.enter')}
        </button>
      </div>
      {failure !== undefined && <Failure failure={failure} onRetry={reload} />}
      {entries?.length === 0 && (
        <Empty icon="check" title={t('quality.haccp.none')}>
          {t('quality.haccp.none.text')}
        </Empty>
      )}
      {entries !== undefined && entries.length > 0 && <Entries entries={entries} onReview={setReviewing} />}
      {listing && <CorrectiveLists onClose={() => setListing(false)} />}
      {entering && (
        <Drawer title={t('quality.haccp.enter')} onClose={() => setEntering(false)}>
          <HaccpForm
            onDone={() => {
              reload()
              setEntering(false)
            }}
          />
        </Drawer>
      )}
      {reviewing !== null && (
        <Drawer title={t('quality.haccp.review')} onClose={() => setReviewing(null)}>
          <p>
            {reviewing.what}: <strong>{reviewing.value}</strong>
          </p>
          <p>{t('quality.haccp.review.text')}</p>
          <SignedForm
            submit={t('quality.haccp.review')}
            onSubmit={async (form) => {
              await post(qualityPaths.review(reviewing.id), { password: form.get('password') })
              reload()
              setReviewing(null)
            }}
          >
            <p className="muted">{t('quality.haccp.by', { by: reviewing.by })}</p>
          </SignedForm>
        </Drawer>
      )}
    </section>
  )
}

function Entries({ entries, onReview }: { entries: readonly HaccpEntry[]; onReview: (entry: HaccpEntry) => void }) {
  const { t, format } = useLanguage()
  const names = useNames()
  const { session } = useKnown()
  const place = ({ site, asset }: HaccpEntry) => (asset === null ? names.site(site) : names.asset(site, asset))
  return (
    <div className="panel flush">
      <table className="stacking">
        <thead>
          <tr>
            <th scope="col">{t('quality.when')}</th>
            <th scope="col">{t('quality.place')}</th>
            <th scope="col">{t('quality.haccp.what')}</th>
            <th scope="col">{t('quality.haccp.value')}</th>
            <th scope="col">{t('quality.corrective-action')}</th>
            <th scope="col">{t('quality.signed')}</th>
            <th scope="col">{t('quality.haccp.reviewed')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.id}>
              <td className="nowrap">
                {format.dateTime(entry.observedAtMs)}
                {entry.late && (
                  <small>
                    <span className="tag warning">{t('quality.haccp.late')}</span>
                  </small>
                )}
              </td>
              <td data-label={t('quality.place')}>
                {place(entry)}
                {entry.lot !== null && <small className="muted">{entry.lot}</small>}
              </td>
              <td data-label={t('quality.haccp.what')}>{entry.what}</td>
              <td data-label={t('quality.haccp.value')} className="figure-left">
                <strong>{entry.value}</strong>
              </td>
              <td data-label={t('quality.corrective-action')}>{entry.correctiveAction || '–'}</td>
              <td data-label={t('quality.signed')}>{entry.by}</td>
              <td data-label={t('quality.haccp.reviewed')}>
                {entry.reviewedBy !== null && (
                  <>
                    {entry.reviewedBy}
                    <small className="muted">{format.dateTime(entry.reviewedAtMs ?? 0)}</small>
                  </>
                )}
                {entry.reviewedBy === null && entry.by !== session.name && mayDecide(session.role) && (
                  <button type="button" className="button" onClick={() => onReview(entry)}>
                    {t('quality.haccp.review')}
                  </button>
                )}
                {entry.reviewedBy === null && (entry.by === session.name || !mayDecide(session.role)) && (
                  <span className="muted">{t('quality.haccp.waiting')}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

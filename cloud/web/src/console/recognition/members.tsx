import { useState } from 'react'
import { type Path, post, Refusal, remove } from '../../api.ts'
import { useLanguage } from '../../language/language.tsx'
import { Icon } from '../../look/icon.tsx'
import { SignedForm, textOf } from '../quality/signed-form.tsx'
import { membersIn, mostAtOnce } from './members-in.ts'

const path: Path<{ saved: number }> = '/api/members'

/** Who has a card: a list comes in; one member leaves, or asks to be forgotten by face alone. */
export function Members({ onChanged }: { onChanged: () => void }) {
  const { t } = useLanguage()
  const [told, setTold] = useState<string | null>(null)

  const take = async (form: FormData): Promise<void> => {
    setTold(null)
    const file = form.get('file')
    const members = file instanceof File ? membersIn(await file.text()) : undefined
    if (members === undefined || members.length === 0) throw new Refusal(400, t('recognition.members.unreadable'))
    for (let from = 0; from < members.length; from += mostAtOnce)
      await post(path, members.slice(from, from + mostAtOnce))
    setTold(t('recognition.members.saved', { n: members.length }))
  }
  const leave = async (form: FormData): Promise<void> => {
    setTold(null)
    const [member, why] = [textOf(form, 'member'), textOf(form, 'why')]
    if (form.get('what') === 'member') {
      await remove(`${path}/${encodeURIComponent(member)}?${new URLSearchParams({ why })}`)
      setTold(t('recognition.members.removed', { member }))
    } else {
      await post('/api/recognition/erasures', { member, why })
      setTold(t('recognition.erasure.asked', { member }))
    }
    onChanged()
  }
  return (
    <section className="panel recognition-panel">
      <h2>{t('recognition.members')}</h2>
      <p className="muted">{t('recognition.members.text')}</p>
      <div aria-live="polite">
        {told !== null && (
          <p className="notice ok">
            <Icon name="ok" />
            {told}
          </p>
        )}
      </div>
      <div className="recognition-forms">
        <SignedForm signed={false} submit={t('recognition.members.import')} onSubmit={take}>
          <label className="field">
            {t('recognition.members.file')}
            <input name="file" type="file" accept=".csv,text/csv,.json,application/json" required />
          </label>
          <p className="muted small">{t('recognition.members.columns')}</p>
        </SignedForm>
        <SignedForm signed={false} danger submit={t('recognition.leave.submit')} onSubmit={leave}>
          <label className="field">
            {t('recognition.leave.member')}
            <input name="member" required maxLength={64} autoComplete="off" />
          </label>
          <label className="field">
            {t('recognition.leave.what')}
            <select name="what">
              <option value="face">{t('recognition.leave.face')}</option>
              <option value="member">{t('recognition.leave.all')}</option>
            </select>
          </label>
          <label className="field">
            {t('recognition.why')}
            <input name="why" required minLength={3} maxLength={500} />
          </label>
        </SignedForm>
      </div>
    </section>
  )
}

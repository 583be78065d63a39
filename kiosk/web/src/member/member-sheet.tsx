import { useState } from 'react'
import type { Kiosk } from '../kiosk.ts'
import { type SpeechKey, useSpeech } from '../language/speech.tsx'
import { Icon } from '../look/icon.tsx'
import { Sheet } from '../look/sheet.tsx'
import type { ScreenState } from '../state/screen-state.ts'
import { ConsentPanel } from './consent-panel.tsx'
import { EnrolPanel } from './enrol-panel.tsx'
import { LookPanel } from './look-panel.tsx'
import './member.css'
import { memberFaults } from './member-state.ts'
import { SignInPanel } from './sign-in-panel.tsx'

const hasWords = (fault: string): boolean => memberFaults.has(fault) || ['busy', 'cloud-away'].includes(fault)

/** Being served as a member, and all that concerns the member's own face. */
export default function MemberSheet({ kiosk, state, close }: { kiosk: Kiosk; state: ScreenState; close(): void }) {
  const { t, language } = useSpeech()
  const [consenting, setConsenting] = useState(false)
  const { member, look, enrolment, receipt, fault } = state.membership
  /** Consent and enrolment have their own ways out: nothing there may look like an assent. */
  const choosing = enrolment !== null || (consenting && receipt === null && member !== null && member.consent !== null)
  const leave = (): void => {
    if (enrolment !== null) kiosk.cancelEnrolment()
    close()
  }
  const content = () => {
    if (enrolment !== null)
      return (
        <EnrolPanel
          enrolment={enrolment}
          finish={() => kiosk.finishEnrolment()}
          cancel={() => {
            kiosk.cancelEnrolment()
            setConsenting(false)
          }}
        />
      )
    if (receipt !== null) return <Receipt {...receipt} />
    if (member === null && look !== null) return <LookPanel look={look} ended={() => kiosk.endLook()} />
    if (member === null) return <SignInPanel kiosk={kiosk} recognises={state.ready?.recognises ?? false} />
    if (consenting && member.consent !== null)
      return (
        <ConsentPanel
          consent={member.consent}
          agree={(ofAge, guardianCode) =>
            kiosk.enrol({ version: member.consent?.version ?? 0, language, ofAge }, guardianCode)
          }
          cancel={() => setConsenting(false)}
        />
      )
    return (
      <>
        <p className="member-welcome">
          <Icon name="ok" />
          {t('member.welcome', { masked: member.masked })}
        </p>
        {member.consent !== null && (
          <button type="button" className="key" onClick={() => setConsenting(true)}>
            {t('member.offer-face')}
          </button>
        )}
        {member.enrolled && <EraseFace kiosk={kiosk} />}
      </>
    )
  }
  return (
    <Sheet title={t('member.title')} close={leave} className="member-sheet">
      {content()}
      {fault !== null && (
        <p className="member-fault" role="alert">
          <Icon name="warning" />
          {t((hasWords(fault) ? `member.refused.${fault}` : 'notice.refused') as SpeechKey)}
        </p>
      )}
      {!choosing && (
        <button type="button" className={member === null ? 'key' : 'key strong'} onClick={leave}>
          {t(member === null ? 'member.leave' : 'done')}
        </button>
      )}
    </Sheet>
  )
}

/** Two touches: what is erased does not come back. */
function EraseFace({ kiosk }: { kiosk: Kiosk }) {
  const { t } = useSpeech()
  const [sure, setSure] = useState(false)
  return (
    <div className="member-erase">
      <p>{t('member.enrolled')}</p>
      <button type="button" className="key warm" onClick={() => (sure ? kiosk.eraseFace() : setSure(true))}>
        {t(sure ? 'member.erase.sure' : 'member.erase')}
      </button>
    </div>
  )
}

function Receipt({ id, kind, atMs, shots, grounds }: NonNullable<ScreenState['membership']['receipt']>) {
  const { t, format } = useSpeech()
  return (
    <section className="member-receipt">
      <h3>{t(`member.receipt.${kind}`)}</h3>
      <p>{t(`member.receipt.${kind}.text`, { n: shots })}</p>
      <dl>
        <dt>{t('member.receipt.number')}</dt>
        <dd className="figure">{id}</dd>
        <dt>{t('member.receipt.time')}</dt>
        <dd>{format.dateTime(atMs)}</dd>
        {kind === 'enrolled' && (
          <>
            <dt>{t('member.receipt.grounds')}</dt>
            <dd>{grounds}</dd>
          </>
        )}
      </dl>
      <p className="muted">{t('member.receipt.keep')}</p>
    </section>
  )
}

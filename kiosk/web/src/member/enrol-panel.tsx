import type { ShotFault } from '@larder/contracts/kiosk-screen'
import { useState } from 'react'
import type { SpeechKey } from '../language/speech.tsx'
import { useSpeech } from '../language/speech.tsx'
import { Icon } from '../look/icon.tsx'
import type { MemberState } from './member-state.ts'
import { sendShot } from './pictures.ts'
import { useCamera } from './use-camera.ts'

interface Props {
  enrolment: NonNullable<MemberState['enrolment']>
  finish(): void
  cancel(): void
}

const faultKey = (fault: ShotFault): SpeechKey => `member.fault.${fault.replaceAll(' ', '-')}` as SpeechKey

/** Three to five pictures, each taken by a touch and judged at once. */
export function EnrolPanel({ enrolment: { id, leastShots, mostShots }, finish, cancel }: Props) {
  const { t } = useSpeech()
  const { video, state, picture } = useCamera()
  const [shots, setShots] = useState(0)
  const [faults, setFaults] = useState<ShotFault[] | 'failed'>([])
  const [busy, setBusy] = useState(false)

  const take = async (): Promise<void> => {
    setBusy(true)
    try {
      const answer = await sendShot(id, await picture())
      setShots(answer.shots)
      setFaults(answer.faults)
    } catch {
      setFaults('failed')
    } finally {
      setBusy(false)
    }
  }

  const told =
    state === 'failed'
      ? [t('member.no-camera')]
      : faults === 'failed'
        ? [t('member.shot.failed')]
        : faults.length > 0
          ? faults.map((fault) => t(faultKey(fault)))
          : [t(shots === 0 ? 'member.shot.first' : shots < leastShots ? 'member.shot.next' : 'member.shot.enough')]
  return (
    <div className="member-enrol">
      <video ref={video} className="member-video" muted playsInline aria-label={t('member.own-picture')} />
      <ol className="member-shots" aria-label={t('member.shots', { n: shots, least: leastShots })}>
        {Array.from({ length: mostShots }, (_, at) => (
          <li key={at} className={at < shots ? 'taken' : at < leastShots ? 'wanted' : 'more'}>
            {at < shots && <Icon name="check" size={1} />}
          </li>
        ))}
      </ol>
      <div role="status">
        {told.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
      <div className="member-row">
        <button type="button" className="key" onClick={cancel}>
          {t('member.cancel')}
        </button>
        <button type="button" className="key" onClick={take} disabled={busy || state !== 'open' || shots >= mostShots}>
          {t('member.shot.take')}
        </button>
        <button type="button" className="key strong" onClick={finish} disabled={shots < leastShots}>
          {t('member.finish')}
        </button>
      </div>
    </div>
  )
}

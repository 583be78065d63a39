import type { FaceErasure } from '@larder/contracts/recognition'
import { useLanguage } from '../../language/language.tsx'
import { Icon } from '../../look/icon.tsx'

/** Who asked to be forgotten, and which kiosks have done it. */
export function Erasures({ erasures }: { erasures: FaceErasure[] }) {
  const { t, format } = useLanguage()
  if (erasures.length === 0) return null
  return (
    <section className="panel recognition-panel">
      <h2>{t('recognition.erasures')}</h2>
      <p className="muted">{t('recognition.erasures.text')}</p>
      <ul className="recognition-erasures">
        {erasures.map(({ id, member, by, why, atMs, kiosks }) => (
          <li key={id}>
            <strong>{member}</strong>
            <span className="muted small">{t('recognition.erasure.by', { by, time: format.dateTime(atMs), why })}</span>
            <span className="recognition-places">
              {kiosks.map(({ kiosk, doneAtMs, shots }) => (
                <span key={kiosk} className={doneAtMs === null ? 'tag warning' : 'tag ok'}>
                  <Icon name={doneAtMs === null ? 'clock' : 'ok'} />
                  {t(
                    doneAtMs === null
                      ? 'recognition.erasure.pending'
                      : shots === null
                        ? 'recognition.erasure.nothing'
                        : 'recognition.erasure.done',
                    { kiosk, time: doneAtMs === null ? '' : format.dateTime(doneAtMs) },
                  )}
                </span>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

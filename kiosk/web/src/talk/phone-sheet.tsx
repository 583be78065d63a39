import { QrCode } from '../cards/qr-code.tsx'
import { useSpeech } from '../language/speech.tsx'
import { Sheet } from '../look/sheet.tsx'

export function PhoneSheet({ link, close }: { link: { url: string; expiresAtMs: number }; close(): void }) {
  const { t, format } = useSpeech()
  return (
    <Sheet title={t('phone.title')} close={close} className="phone-sheet">
      <QrCode text={link.url} label={t('phone.title')} />
      <p>{t('phone.text', { time: format.time(link.expiresAtMs) })}</p>
      <button type="button" className="key strong" onClick={close}>
        {t('done')}
      </button>
    </Sheet>
  )
}

import type { CompensationFacts } from '@larder/contracts/conversation'
import { useSpeech } from '../language/speech.tsx'
import { QrCode } from './qr-code.tsx'

export function CouponCard({ compensation }: { compensation: CompensationFacts }) {
  const { t, money, format } = useSpeech()
  const { form, state, amountFen, minimumSpendFen, code, validUntilMs } = compensation
  const usable = form === 'coupon' && (state === 'issued' || state === 'approved') && code !== null
  return (
    <article className={`card coupon ${state}`}>
      <div>
        <p className="card-kind">{t(`coupon.${form}`)}</p>
        <p className="coupon-amount figure">{money(amountFen)}</p>
        {form === 'coupon' && (
          <p>{minimumSpendFen > 0 ? t('coupon.minimum', { amount: money(minimumSpendFen) }) : t('coupon.any')}</p>
        )}
        <p className="tags">
          <span className={`tag ${usable || state === 'approved' ? 'ok' : state === 'proposed' ? 'warning' : ''}`}>
            {t(`coupon.state.${state}`)}
          </span>
        </p>
        {validUntilMs !== null && (
          <p className="muted small">{t('coupon.until', { date: format.date(validUntilMs) })}</p>
        )}
      </div>
      {usable && (
        <div className="coupon-code">
          <QrCode text={code} label={t('coupon.scan')} />
          <p className="figure">{code}</p>
          <p className="small">{t('coupon.scan')}</p>
        </div>
      )}
    </article>
  )
}

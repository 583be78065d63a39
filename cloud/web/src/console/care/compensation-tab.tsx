import type { Compensation } from '@larder/contracts/compensation'
import { type ReactNode, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { useLanguage } from '../../language/language.tsx'
import { useResource } from '../../resource.ts'
import { Choice } from '../choice.tsx'
import { Empty } from '../empty.tsx'
import { Failure } from '../failure.tsx'
import { carePaths } from './care-paths.ts'
import { measureText } from './measure-text.ts'
import { yuan } from './money.ts'
import { PayoutDrawer } from './payout-drawer.tsx'
import { PolicySection } from './policy-section.tsx'
import { RedeemForm } from './redeem-form.tsx'

const renewMs = 60_000

export const payoutLook: Record<Compensation['state'], string> = {
  proposed: 'tag warning',
  approved: 'tag warning',
  issued: 'tag ok',
  refused: 'tag',
  voided: 'tag',
}

export function CompensationTab({ tabs, selected }: { tabs: ReactNode; selected: string | null }) {
  const { t } = useLanguage()
  const [, go] = useLocation()
  const [shown, setShown] = useState<'proposed' | 'all'>('proposed')
  const { value: payouts, failure, reload } = useResource(carePaths.compensations(shown), renewMs)
  return (
    <>
      <header className="page-head">
        <h1>{t('nav.care')}</h1>
        <div className="page-tools">{tabs}</div>
      </header>
      <section className="group">
        <div className="group-head">
          <h2>{t('care.compensation')}</h2>
          <Choice
            label={t('payout.filter')}
            value={shown}
            onChange={setShown}
            options={[
              { value: 'proposed', label: t('payout.to-decide') },
              { value: 'all', label: t('payout.all') },
            ]}
          />
        </div>
        {failure !== undefined && <Failure failure={failure} onRetry={reload} />}
        {payouts !== undefined && payouts.length > 0 && <PayoutTable payouts={payouts} />}
        {payouts?.length === 0 && (
          <Empty icon="ok" title={t(shown === 'proposed' ? 'payout.none' : 'payout.none-all')}>
            {t('payout.none.text')}
          </Empty>
        )}
        <RedeemForm onRedeemed={reload} />
      </section>
      <PolicySection />
      {selected !== null && <PayoutDrawer id={selected} onClose={() => go('/care/compensation')} onDecided={reload} />}
    </>
  )
}

function PayoutTable({ payouts }: { payouts: readonly Compensation[] }) {
  const { t, format } = useLanguage()
  return (
    <div className="panel flush">
      <table className="stacking">
        <thead>
          <tr>
            <th scope="col">{t('ticket.order')}</th>
            <th scope="col">{t('payout.cause')}</th>
            <th scope="col">{t('payout.amount')}</th>
            <th scope="col">{t('payout.state')}</th>
            <th scope="col">{t('payout.proposed')}</th>
          </tr>
        </thead>
        <tbody>
          {payouts.map((one) => (
            <tr key={one.id}>
              <td>
                <Link href={`/care/compensation/${one.id}`} className="row-link">
                  {one.order}
                </Link>
              </td>
              <td data-label={t('payout.cause')}>
                {t(`payout.cause.${one.cause}`)}{' '}
                <span className="muted">{measureText(one.cause, one.magnitude, t, format)}</span>
              </td>
              <td data-label={t('payout.amount')} className="nowrap">
                <strong>{yuan(one.amountFen, format)}</strong>{' '}
                <span className="muted">{t(`payout.form.${one.form}`)}</span>
              </td>
              <td data-label={t('payout.state')}>
                <PayoutState one={one} />
              </td>
              <td data-label={t('payout.proposed')} className="nowrap">
                {format.dateTime(one.proposedAtMs)}{' '}
                <span className="muted">{one.proposedBy === 'larder' ? t('by.larder') : one.proposedBy}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

export function PayoutState({ one }: { one: Compensation }) {
  const { t } = useLanguage()
  if (one.redeemedAtMs !== null) return <span className="tag ok">{t('payout.redeemed')}</span>
  return <span className={payoutLook[one.state]}>{t(`payout.state.${one.state}`)}</span>
}

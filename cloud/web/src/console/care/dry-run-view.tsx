import type { DryRun, DryRunSide, RefusalReason } from '@larder/contracts/compensation'
import { useLanguage } from '../../language/language.tsx'
import { measureText } from './measure-text.ts'
import { yuan } from './money.ts'

/** What a draft would have paid for the last days, beside the policy in force. */
export function DryRunView({ result }: { result: DryRun }) {
  const { t, format } = useLanguage()
  const { draft, current } = result
  const { days, orders, tickets } = result
  return (
    <section className="dry-run" aria-live="polite">
      <h3>{t('dry-run.title')}</h3>
      <p className="muted small">{t('dry-run.text', { days, orders, tickets })}</p>
      {result.truncated && <p className="muted small">{t('dry-run.truncated')}</p>}
      {result.claims === 0 && <p>{t('dry-run.none')}</p>}
      {result.claims > 0 && (
        <>
          <div className="scroll-x">
            <table>
              <thead>
                <tr>
                  <th scope="col">{t('dry-run.tier')}</th>
                  <th scope="col" className="figure" colSpan={2}>
                    {t('dry-run.current')}
                  </th>
                  <th scope="col" className="figure" colSpan={2}>
                    {t('dry-run.draft')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {tierRows(current, draft).map(({ key, cause, from, form, ...sums }) => (
                  <tr key={key}>
                    <td>
                      {t(`payout.cause.${cause}`)} ≥ {measureText(cause, from, t, format)}{' '}
                      <span className="muted">{t(`payout.form.${form}`)}</span>
                    </td>
                    <Cells side={sums.current} />
                    <Cells side={sums.draft} />
                  </tr>
                ))}
              </tbody>
              <tfoot>
                <tr>
                  <th scope="row">{t('dry-run.cost')}</th>
                  <Cells side={current} />
                  <Cells side={draft} />
                </tr>
              </tfoot>
            </table>
          </div>
          <Refusals side={draft} />
          <p className="muted small">{t('dry-run.bounds')}</p>
          <Examples side={draft} />
        </>
      )}
    </section>
  )
}

type Sum = Pick<DryRunSide, 'payouts' | 'totalFen'>

interface Row extends Pick<DryRunSide['tiers'][number], 'cause' | 'from' | 'form'> {
  key: string
  current: Sum | undefined
  draft: Sum | undefined
}

/** The tiers of both, each once; those that pay nothing on either side are left out. */
function tierRows(current: DryRunSide, draft: DryRunSide): Row[] {
  const rows = new Map<string, Row>()
  const keyOf = ({ cause, from, form }: DryRunSide['tiers'][number]) => `${cause}/${from}/${form}`
  for (const tier of draft.tiers) rows.set(keyOf(tier), { ...tier, key: keyOf(tier), current: undefined, draft: tier })
  for (const tier of current.tiers) {
    const key = keyOf(tier)
    rows.set(key, { ...tier, key, draft: rows.get(key)?.draft, current: tier })
  }
  return [...rows.values()].filter((row) => (row.current?.payouts ?? 0) + (row.draft?.payouts ?? 0) > 0)
}

function Cells({ side }: { side: Sum | undefined }) {
  const { format } = useLanguage()
  return (
    <>
      <td className="figure muted">{side === undefined ? '–' : `${format.number(side.payouts)} ×`}</td>
      <td className="figure">{side === undefined ? '–' : yuan(side.totalFen, format)}</td>
    </>
  )
}

function Refusals({ side }: { side: DryRunSide }) {
  const { t } = useLanguage()
  const reasons = Object.entries(side.refused) as [RefusalReason, number][]
  if (reasons.length === 0) return null
  return (
    <ul className="small refusals">
      {reasons.map(([reason, n]) => (
        <li key={reason}>
          <strong className="figure">{n} ×</strong> {t(`refusal.${reason}`)}
        </li>
      ))}
    </ul>
  )
}

function Examples({ side }: { side: DryRunSide }) {
  const { t, format } = useLanguage()
  return (
    <details className="disclosure">
      <summary>{t('dry-run.examples')}</summary>
      <ul className="small refusals">
        {side.examples.map(({ order, cause, magnitude, form, amountFen, atMs }) => (
          <li key={`${order}/${cause}`}>
            {order}: {t(`payout.cause.${cause}`)}, {measureText(cause, magnitude, t, format)} →{' '}
            {t(`payout.form.${form}`)} {yuan(amountFen, format)} <span className="muted">{format.dateTime(atMs)}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}

import type { LotGraphView } from '@larder/contracts/lot-graph'
import { useLanguage } from '../../language/language.tsx'
import { useNames } from '../known.tsx'

const ordersShown = 50

/** The two ends of a trace: what came in from suppliers, and who got something of it. */
export function Reached({ receipts, orders }: Pick<LotGraphView, 'receipts' | 'orders'>) {
  return (
    <>
      {receipts.length > 0 && <Receipts receipts={receipts} />}
      {orders.length > 0 && <Orders orders={orders} />}
    </>
  )
}

function Receipts({ receipts }: Pick<LotGraphView, 'receipts'>) {
  const { t, format } = useLanguage()
  return (
    <section className="group">
      <h2>{t('quality.graph.receipts', { n: receipts.length })}</h2>
      <div className="panel flush">
        <table className="stacking">
          <thead>
            <tr>
              <th scope="col">{t('quality.supplier-lot')}</th>
              <th scope="col">{t('quality.lot')}</th>
              <th scope="col">{t('quality.place')}</th>
              <th scope="col">{t('quality.when')}</th>
              <th scope="col" className="figure">
                {t('quality.quantity')}
              </th>
            </tr>
          </thead>
          <tbody>
            {receipts.map((one) => (
              <tr key={one.id}>
                <td>
                  <strong>{one.supplierLot}</strong>
                  <small className="muted">{one.supplier}</small>
                </td>
                <td data-label={t('quality.lot')}>{one.lot}</td>
                <td data-label={t('quality.place')}>{one.place}</td>
                <td data-label={t('quality.when')}>
                  {format.dateTime(one.atMs)}
                  {one.celsius !== null && <small className="muted">{format.celsius(one.celsius)}</small>}
                </td>
                <td data-label={t('quality.quantity')} className="figure">
                  {format.number(one.quantity, 1)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Orders({ orders }: Pick<LotGraphView, 'orders'>) {
  const { t, format } = useLanguage()
  const names = useNames()
  return (
    <section className="group">
      <h2>{t('quality.graph.orders', { n: orders.length })}</h2>
      <div className="panel flush">
        <table className="stacking">
          <thead>
            <tr>
              <th scope="col">{t('quality.order')}</th>
              <th scope="col">{t('quality.customer')}</th>
              <th scope="col">{t('quality.store')}</th>
              <th scope="col">{t('quality.lot')}</th>
              <th scope="col">{t('quality.when')}</th>
              <th scope="col" className="figure">
                {t('quality.quantity')}
              </th>
            </tr>
          </thead>
          <tbody>
            {orders.slice(0, ordersShown).map((one) => (
              <tr key={`${one.id}/${one.lot}`}>
                <td>
                  <strong>{one.id}</strong>
                </td>
                <td data-label={t('quality.customer')}>{one.customer ?? '–'}</td>
                <td data-label={t('quality.store')}>{names.site(one.store)}</td>
                <td data-label={t('quality.lot')}>{one.lot}</td>
                <td data-label={t('quality.when')}>{format.dateTime(one.orderedAtMs)}</td>
                <td data-label={t('quality.quantity')} className="figure">
                  {format.number(one.quantity, 1)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {orders.length > ordersShown && (
          <p className="muted small more-rows">{t('quality.graph.more', { n: orders.length - ordersShown })}</p>
        )}
      </div>
    </section>
  )
}

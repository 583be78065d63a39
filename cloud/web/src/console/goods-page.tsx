import type { Lot } from '@larder/contracts/lot'
import type { Order } from '@larder/contracts/order'
import { useDeferredValue, useState } from 'react'
import { Link } from 'wouter'
import { paths, type SubjectKind } from '../api.ts'
import { useLanguage } from '../language/language.tsx'
import { Icon } from '../look/icon.tsx'
import { useResource } from '../resource.ts'
import { Choice } from './choice.tsx'
import { Empty } from './empty.tsx'
import { Failure } from './failure.tsx'
import { ImportDrawer } from './import-drawer.tsx'
import { useNames } from './known.tsx'
import { LinkDrawer } from './link-drawer.tsx'
import './goods-page.css'

const exampleFile = {
  lots: `id,product,supplier,originZh,originEn,packedAt,quantity
SALMON-1,salmon,Nordfjord Seafood,挪威布瑞芒厄,"Bremanger, Norway",2026-11-20T06:00:00+08:00,120`,
  orders: `id,store,orderedAt,lot,quantity
ORDER-1,SITE,2026-11-20T09:30:00+08:00,SALMON-1,1`,
}

export default function GoodsPage() {
  const { t } = useLanguage()
  const [shown, setShown] = useState<'lots' | 'orders'>('lots')
  const [words, setWords] = useState('')
  const [importing, setImporting] = useState(false)
  const [linking, setLinking] = useState<{ kind: SubjectKind; id: string } | null>(null)
  const q = useDeferredValue(words.trim())
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('nav.goods')}</h1>
        <div className="page-tools">
          <button type="button" className="button" onClick={() => setImporting(true)}>
            <Icon name="upload" size={18} />
            {t('goods.import')}
          </button>
          <Choice
            label={t('goods.kind')}
            value={shown}
            onChange={setShown}
            options={[
              { value: 'lots', label: t('goods.lots') },
              { value: 'orders', label: t('goods.orders') },
            ]}
          />
        </div>
      </header>
      <label className="search large">
        <Icon name="search" />
        <span className="unseen">{t('goods.search')}</span>
        <input
          type="search"
          placeholder={t('goods.search.hint')}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      </label>
      {shown === 'lots' ? (
        <Lots q={q} onLink={(id) => setLinking({ kind: 'lot', id })} />
      ) : (
        <Orders q={q} onLink={(id) => setLinking({ kind: 'order', id })} />
      )}
      {importing && <ImportDrawer onClose={() => setImporting(false)} />}
      {linking !== null && <LinkDrawer {...linking} onClose={() => setLinking(null)} />}
    </div>
  )
}

interface RowsProps {
  q: string
  onLink(id: string): void
}

function Lots({ q, onLink }: RowsProps) {
  const { t, format, language } = useLanguage()
  const { value: lots, failure, reload } = useResource(paths.lots(q, 50))
  const products = useResource(paths.products(500)).value ?? []
  const productName = (lot: Lot): string => {
    const product = products.find((one) => one.id === lot.product)
    return product === undefined ? lot.product : language === 'zh' ? product.nameZh : product.nameEn
  }
  if (failure !== undefined) return <Failure failure={failure} onRetry={reload} />
  if (lots?.length === 0) return <NoGoods kind="lots" />
  return (
    <section className="panel flush">
      <table className="stacking">
        <thead>
          <tr>
            <th scope="col">{t('goods.lot')}</th>
            <th scope="col">{t('goods.product')}</th>
            <th scope="col">{t('goods.supplier')}</th>
            <th scope="col">{t('goods.packed')}</th>
            <th scope="col">{t('goods.use-by')}</th>
            <th scope="col">
              <span className="unseen">{t('goods.report')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {lots?.map((lot) => (
            <tr key={lot.id}>
              <td>
                <Link href={`/goods/lot/${encodeURIComponent(lot.id)}`} className="row-link">
                  {lot.id}
                </Link>
              </td>
              <td data-label={t('goods.product')}>{productName(lot)}</td>
              <td data-label={t('goods.supplier')}>{lot.supplier}</td>
              <td data-label={t('goods.packed')}>{format.dateTime(lot.packedAtMs)}</td>
              <td data-label={t('goods.use-by')}>{lot.useByMs === null ? '–' : format.date(lot.useByMs)}</td>
              <RowTools href={`/goods/lot/${encodeURIComponent(lot.id)}`} onLink={() => onLink(lot.id)} />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Orders({ q, onLink }: RowsProps) {
  const { t, format } = useLanguage()
  const names = useNames()
  const { value: orders, failure, reload } = useResource(paths.orders(q, 50))
  if (failure !== undefined) return <Failure failure={failure} onRetry={reload} />
  if (orders?.length === 0) return <NoGoods kind="orders" />
  return (
    <section className="panel flush">
      <table className="stacking">
        <thead>
          <tr>
            <th scope="col">{t('goods.order')}</th>
            <th scope="col">{t('goods.store')}</th>
            <th scope="col">{t('goods.ordered')}</th>
            <th scope="col">{t('goods.delivered')}</th>
            <th scope="col">{t('goods.lines')}</th>
            <th scope="col">
              <span className="unseen">{t('goods.report')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {orders?.map((order: Order) => (
            <tr key={order.id}>
              <td>
                <Link href={`/goods/order/${encodeURIComponent(order.id)}`} className="row-link">
                  {order.id}
                </Link>
              </td>
              <td data-label={t('goods.store')}>{names.site(order.store)}</td>
              <td data-label={t('goods.ordered')}>{format.dateTime(order.orderedAtMs)}</td>
              <td data-label={t('goods.delivered')}>
                {order.deliveredAtMs === null ? '–' : format.dateTime(order.deliveredAtMs)}
              </td>
              <td data-label={t('goods.lines')}>{order.lines.map((line) => line.lot).join(', ')}</td>
              <RowTools href={`/goods/order/${encodeURIComponent(order.id)}`} onLink={() => onLink(order.id)} />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function RowTools({ href, onLink }: { href: string; onLink: () => void }) {
  const { t } = useLanguage()
  return (
    <td>
      <span className="row-tools">
        <Link href={href} className="button">
          {t('goods.report')}
        </Link>
        <button type="button" className="button" onClick={onLink}>
          <Icon name="code" size={18} />
          {t('goods.link')}
        </button>
      </span>
    </td>
  )
}

function NoGoods({ kind }: { kind: 'lots' | 'orders' }) {
  const { t } = useLanguage()
  return (
    <Empty icon="goods" title={t(`goods.none.${kind}`)} command={exampleFile[kind]}>
      {t('goods.none.text')}
    </Empty>
  )
}

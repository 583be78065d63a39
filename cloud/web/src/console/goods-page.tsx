import type { Consignment } from '@larder/contracts/consignment'
import type { Lot } from '@larder/contracts/lot'
import type { Order } from '@larder/contracts/order'
import { useDeferredValue, useState } from 'react'
import { paths, type SubjectKind } from '../api.ts'
import { useLanguage } from '../language/language.tsx'
import { Icon } from '../look/icon.tsx'
import { useResource } from '../resource.ts'
import { Choice } from './choice.tsx'
import { Empty } from './empty.tsx'
import { Failure } from './failure.tsx'
import { GoodsTable } from './goods-table.tsx'
import { ImportDrawer } from './import-drawer.tsx'
import { useNames } from './known.tsx'
import { LifeCell } from './life/life-cell.tsx'
import { LinkDrawer } from './link-drawer.tsx'
import { StandingTag, useStandings, worst } from './quality/standings.tsx'
import './goods-page.css'

type Shown = 'lots' | 'orders' | 'consignments'

const exampleFile = {
  lots: `id,product,supplier,originZh,originEn,packedAt,quantity
SALMON-1,salmon,Nordfjord Seafood,挪威布瑞芒厄,"Bremanger, Norway",2026-11-20T06:00:00+08:00,120`,
  orders: `id,store,orderedAt,lot,quantity
ORDER-1,SITE,2026-11-20T09:30:00+08:00,SALMON-1,1`,
  consignments: `id,lots,site,asset,phase,from,until
TRIP-1,SALMON-1,SITE,TRUCK,transit,2026-11-20T07:00:00+08:00,2026-11-20T08:30:00+08:00`,
}

export default function GoodsPage() {
  const { t } = useLanguage()
  const [shown, setShown] = useState<Shown>('lots')
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
              { value: 'consignments', label: t('goods.consignments') },
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
      {shown === 'lots' && <Lots q={q} onLink={(id) => setLinking({ kind: 'lot', id })} />}
      {shown === 'orders' && <Orders q={q} onLink={(id) => setLinking({ kind: 'order', id })} />}
      {shown === 'consignments' && <Consignments q={q} />}
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
  const standings = useStandings((lots ?? []).map(({ id }) => id))
  const productName = (lot: Lot): string => {
    const product = products.find((one) => one.id === lot.product)
    return product === undefined ? lot.product : language === 'zh' ? product.nameZh : product.nameEn
  }
  if (failure !== undefined) return <Failure failure={failure} onRetry={reload} />
  if (lots?.length === 0) return <NoGoods kind="lots" />
  const columns = [
    { name: t('quality.standing'), cell: (lot: Lot) => <StandingTag standing={standings.get(lot.id)} /> },
    { name: t('goods.product'), cell: productName },
    { name: t('goods.supplier'), cell: (lot: Lot) => lot.supplier },
    { name: t('goods.packed'), cell: (lot: Lot) => format.dateTime(lot.packedAtMs) },
    { name: t('goods.use-by'), cell: (lot: Lot) => (lot.useByMs === null ? '–' : format.date(lot.useByMs)) },
    { name: t('goods-life.left'), cell: (lot: Lot) => <LifeCell kind="lot" id={lot.id} /> },
  ]
  return <GoodsTable kind="lot" rows={lots ?? []} columns={columns} onLink={onLink} />
}

function Orders({ q, onLink }: RowsProps) {
  const { t, format } = useLanguage()
  const names = useNames()
  const { value: orders, failure, reload } = useResource(paths.orders(q, 50))
  const standings = useStandings((orders ?? []).flatMap(({ lines }) => lines.map(({ lot }) => lot)))
  if (failure !== undefined) return <Failure failure={failure} onRetry={reload} />
  if (orders?.length === 0) return <NoGoods kind="orders" />
  const delivered = ({ deliveredAtMs }: Order) => (deliveredAtMs === null ? '–' : format.dateTime(deliveredAtMs))
  const standingOf = (order: Order) => worst(order.lines.map(({ lot }) => standings.get(lot)))
  const columns = [
    { name: t('quality.standing'), cell: (order: Order) => <StandingTag standing={standingOf(order)} /> },
    { name: t('goods.store'), cell: (order: Order) => names.site(order.store) },
    { name: t('goods.ordered'), cell: (order: Order) => format.dateTime(order.orderedAtMs) },
    { name: t('goods.delivered'), cell: delivered },
    { name: t('goods.lines'), cell: (order: Order) => order.lines.map((line) => line.lot).join(', ') },
    { name: t('goods-life.shortest'), cell: (order: Order) => <LifeCell kind="order" id={order.id} /> },
  ]
  return <GoodsTable kind="order" rows={orders ?? []} columns={columns} onLink={onLink} />
}

function Consignments({ q }: { q: string }) {
  const { t, format } = useLanguage()
  const names = useNames()
  const { value: consignments, failure, reload } = useResource(paths.consignments(q, 50))
  if (failure !== undefined) return <Failure failure={failure} onRetry={reload} />
  if (consignments?.length === 0) return <NoGoods kind="consignments" />
  const last = ({ legs }: Consignment) => legs.at(-1)
  const place = (leg: Consignment['legs'][number] | undefined) => (leg ? names.asset(leg.site, leg.asset) : '–')
  const columns = [
    { name: t('goods.lines'), cell: (one: Consignment) => one.lots.join(', ') },
    { name: t('goods.leg'), cell: (one: Consignment) => place(last(one)) },
    { name: t('goods.leg.from'), cell: (one: Consignment) => format.dateTime(last(one)?.fromMs ?? 0) },
    { name: t('goods-life.shortest'), cell: (one: Consignment) => <LifeCell kind="consignment" id={one.id} /> },
  ]
  return <GoodsTable kind="consignment" rows={consignments ?? []} columns={columns} />
}

function NoGoods({ kind }: { kind: Shown }) {
  const { t } = useLanguage()
  return (
    <Empty icon="goods" title={t(`goods.none.${kind}`)} command={exampleFile[kind]}>
      {t('goods.none.text')}
    </Empty>
  )
}

import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { SubjectKind } from '../api.ts'
import { useLanguage } from '../language/language.tsx'
import { Icon } from '../look/icon.tsx'

interface Column<T> {
  name: string
  cell(one: T): ReactNode
}

interface GoodsTableProps<T> {
  kind: SubjectKind | 'consignment'
  rows: readonly T[]
  columns: readonly Column<T>[]
  /** Makes the customer's link; consignments have none, nor a report of their own. */
  onLink?(id: string): void
}

/** Lots, orders or consignments; each row opens what is known of it. */
export function GoodsTable<T extends { id: string }>({ kind, rows, columns, onLink }: GoodsTableProps<T>) {
  const { t } = useLanguage()
  return (
    <section className="panel flush goods">
      <table className="stacking">
        <thead>
          <tr>
            <th scope="col">{t(`goods.${kind}`)}</th>
            {columns.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
            {onLink !== undefined && (
              <th scope="col">
                <span className="unseen">{t('goods.report')}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => {
            const href = `/goods/${kind}/${encodeURIComponent(one.id)}`
            return (
              <tr key={one.id}>
                <td>
                  <Link href={href} className="row-link">
                    {one.id}
                  </Link>
                </td>
                {columns.map(({ name, cell }) => (
                  <td key={name} data-label={name}>
                    {cell(one)}
                  </td>
                ))}
                {onLink !== undefined && <RowTools href={href} onLink={() => onLink(one.id)} />}
              </tr>
            )
          })}
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

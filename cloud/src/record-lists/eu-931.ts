import { heldQuantity, type ListRecords, nameOf, type Stay, siteName, timeZoneIn, unitOf } from './list-records.ts'
import { column, type RecordList, recordList, stamp } from './record-list.ts'

/**
 * What Regulation (EU) No 931/2011, Article 3(1), wants with food of animal origin: one row per lot dispatched.
 * Addresses are not on record here; they are named as missing.
 */
export function eu931(records: ListRecords): RecordList {
  const site = (leg: Stay['before']) => (leg === undefined ? null : siteName(records, leg.site))
  const dispatched = records.stays.filter(({ leg }) => leg.phase === 'transit')
  const name = ({ lot }: Stay) => {
    const found = nameOf(records, lot)
    return found && `${found.en} / ${found.zh}`
  }
  return recordList<Stay>(
    'EU 931/2011',
    [
      column('(a) Description of the food', '食品描述', name, { widthCharacters: 32 }),
      column('(b) Quantity', '数量', ({ lot }) => heldQuantity(records, lot), { widthCharacters: 10 }),
      column('(b) Unit', '单位', ({ lot }) => unitOf(records, lot), { widthCharacters: 8 }),
      column('(c) Dispatched from: name', '发货经营者名称', ({ before }) => site(before), { widthCharacters: 28 }),
      column('(c) Dispatched from: address', '发货经营者地址', () => null),
      column('(d) Consignor (owner), if another', '货主', ({ lot }) => records.lots.get(lot)?.supplier, {
        asked: false,
        widthCharacters: 24,
      }),
      column('(e) Dispatched to: name', '收货经营者名称', ({ after }) => site(after), { widthCharacters: 28 }),
      column('(e) Dispatched to: address', '收货经营者地址', () => null),
      column('(f) Consignee (owner), if another', '收货货主', () => null, { asked: false }),
      column('(g) Lot', '批次号', ({ lot }) => lot),
      column('(g) Consignment', '运单号', ({ consignment }) => consignment.id),
      column('(h) Date of dispatch', '发货日期', ({ leg }) => stamp(leg.fromMs, timeZoneIn(records, leg.site)), {
        widthCharacters: 24,
      }),
    ],
    dispatched,
  )
}

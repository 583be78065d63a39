import { heldQuantity, type ListRecords, nameOf, type Stay, siteName, timeZoneIn, unitOf } from './list-records.ts'
import { column, type RecordList, recordList, stamp } from './record-list.ts'

interface TrackingEvent {
  kind: 'Shipping' | 'Receiving' | 'Transformation'
  atMs: number
  timeZone: string
  lot: string
  quantity: number | null
  unit: string | undefined
  description: string | undefined
  /** Where it was shipped from, received or transformed. */
  ownLocation: string | null
  otherLocation: string | null
  source: string | undefined
  documentType: string | null
  documentNumber: string | null
  inputs: string
}

const needsOther = ({ kind }: TrackingEvent): boolean => kind !== 'Transformation'

/**
 * The sortable spreadsheet of 21 CFR 1.1455(c): one row per critical tracking event, its eight key data elements
 * (§1.1340 shipping, §1.1345 receiving, §1.1350 transformation), and which of them are not on record.
 */
export function fsma204(records: ListRecords): RecordList {
  const events = [
    ...received(records),
    ...transformed(records),
    ...records.stays.flatMap((stay) => moved(stay, records)),
  ]
  events.sort((a, b) => a.atMs - b.atMs || (a.lot < b.lot ? -1 : 1))
  return recordList<TrackingEvent>(
    'FSMA 204',
    [
      column('Critical tracking event', '关键追踪事件', ({ kind }) => kind, { widthCharacters: 16 }),
      column('Date', '日期', ({ atMs, timeZone }) => stamp(atMs, timeZone), { widthCharacters: 24 }),
      column('Traceability lot code', '追溯批号', ({ lot }) => lot),
      column('Quantity', '数量', ({ quantity }) => quantity, { widthCharacters: 10 }),
      column('Unit of measure', '计量单位', ({ unit }) => unit, { widthCharacters: 10 }),
      column('Product description', '产品描述', ({ description }) => description, { widthCharacters: 32 }),
      column('Location of the event', '事件地点', ({ ownLocation }) => ownLocation, { widthCharacters: 32 }),
      column(
        'Recipient or previous source',
        '接收方或上一来源',
        (event) => (needsOther(event) ? event.otherLocation : 'not asked'),
        { widthCharacters: 32 },
      ),
      column('Traceability lot code source', '批号来源', ({ source }) => source, { widthCharacters: 24 }),
      column('Reference document type', '单据类型', ({ documentType }) => documentType),
      column('Reference document number', '单据编号', ({ documentNumber }) => documentNumber),
      column('Input lot codes', '投入批号', ({ inputs }) => inputs, { asked: false, widthCharacters: 28 }),
    ],
    events,
  )
}

const described = (records: ListRecords, lot: string) => {
  const name = nameOf(records, lot)
  return {
    lot,
    unit: unitOf(records, lot),
    description: name && `${name.en} / ${name.zh}`,
    source: records.lots.get(lot)?.supplier,
    inputs: '',
  }
}

const received = (records: ListRecords): TrackingEvent[] =>
  records.receipts.map(({ lot, atMs, quantity, place, supplier, document }) => ({
    ...described(records, lot),
    kind: 'Receiving',
    atMs,
    timeZone: timeZoneIn(records),
    quantity,
    ownLocation: place,
    otherLocation: supplier,
    source: supplier,
    documentType: document === '' ? null : 'Delivery document',
    documentNumber: document,
  }))

const transformed = (records: ListRecords): TrackingEvent[] =>
  records.transformations.flatMap(({ id, atMs, place, lots }) =>
    lots
      .filter(({ side }) => side === 'output')
      .map(({ lot, quantity }) => ({
        ...described(records, lot),
        kind: 'Transformation' as const,
        atMs,
        timeZone: timeZoneIn(records),
        quantity,
        ownLocation: place,
        otherLocation: null,
        source: place,
        documentType: 'Work record',
        documentNumber: id,
        inputs: lots
          .filter(({ side }) => side === 'input')
          .map((input) => input.lot)
          .join(' '),
      })),
  )

/** Shipped where a transit begins, received where one has ended. */
function moved({ consignment, lot, leg, before, after }: Stay, records: ListRecords): TrackingEvent[] {
  const common = {
    ...described(records, lot),
    atMs: leg.fromMs,
    timeZone: timeZoneIn(records, leg.site),
    quantity: heldQuantity(records, lot),
    documentType: 'Consignment',
    documentNumber: consignment.id,
  }
  const site = (one: Stay['before']) => (one === undefined ? null : siteName(records, one.site))
  if (leg.phase === 'transit') {
    return [{ ...common, kind: 'Shipping', ownLocation: site(before), otherLocation: site(after) }]
  }
  if (before?.phase !== 'transit') return []
  const legs = consignment.legs.toSorted((a, b) => a.fromMs - b.fromMs)
  const origin = legs[legs.findIndex(({ fromMs }) => fromMs === before.fromMs) - 1]
  return [{ ...common, kind: 'Receiving', ownLocation: site(leg), otherLocation: site(origin) }]
}

import type { Lot } from '@larder/contracts/lot'
import type { Order } from '@larder/contracts/order'
import type { SortingRecord } from '@larder/contracts/sorting-record'
import type { Happening } from '../../lots/happenings.ts'
import type { JsonObject } from '../event.ts'
import { context, type Known, locationId, lotClass, objectId, quantityOf, transactionId, when } from './naming.ts'

/** An event as our records have it, and the record it comes from. */
export interface DerivedEvent {
  source: string
  event: JsonObject
}

const observed = (type = 'ObjectEvent') => ({ '@context': [context], type, action: 'OBSERVE' })

/** One reading by hand, at the time of the event. */
const measured = (celsius: number | null, atMs: number) =>
  celsius === null
    ? {}
    : {
        sensorElementList: [
          {
            sensorMetadata: { time: new Date(atMs).toISOString() },
            sensorReport: [{ type: 'Temperature', value: celsius, uom: 'CEL' }],
          },
        ],
      }

const said = (name: string, text: string | null) => (text === null || text === '' ? {} : { [`larder:${name}`]: text })

export function lotPacked(lot: Lot, known: Known): DerivedEvent {
  const until =
    lot.useByMs === null ? {} : { 'cbvmda:itemExpirationDate': new Date(lot.useByMs).toISOString().slice(0, 10) }
  return {
    source: `lot/${lot.id}`,
    event: {
      ...observed(),
      action: 'ADD',
      ...when(lot.packedAtMs, undefined, known),
      bizStep: 'commissioning',
      disposition: 'active',
      quantityList: [quantityOf(lot.id, lot.quantity, known)],
      ilmd: { 'cbvmda:lotNumber': lot.id, ...until },
      ...said('supplier', lot.supplier),
      ...said('origin', lot.originEn),
    },
  }
}

export function lotSorted(record: SortingRecord, known: Known): DerivedEvent {
  const { id, lot, atMs, line, grade, acceptedQuantity, celsius } = record
  return {
    source: `sorting-record/${id}`,
    event: {
      ...observed(),
      ...when(atMs, undefined, known),
      bizStep: 'inspecting',
      disposition: grade === 'rejected' ? 'non_conformant' : 'conformant',
      quantityList: [quantityOf(lot, acceptedQuantity, known)],
      readPoint: { id: locationId(line) },
      bizTransactionList: [{ type: 'testres', bizTransaction: transactionId('sorting-record', id) }],
      'larder:grade': grade,
      'larder:rejectedQuantity': record.rejectedQuantity,
      ...measured(celsius, atMs),
    },
  }
}

export function orderDelivered(order: Order, known: Known): DerivedEvent[] {
  if (order.deliveredAtMs === null) return []
  const event = {
    ...observed(),
    ...when(order.deliveredAtMs, order.store, known),
    bizStep: 'retail_selling',
    disposition: 'retail_sold',
    quantityList: order.lines.map(({ lot, quantity }) => quantityOf(lot, quantity, known)),
    readPoint: { id: locationId(order.store) },
    bizTransactionList: [{ type: 'po', bizTransaction: transactionId('order', order.id) }],
  }
  return [{ source: `order/${order.id}`, event }]
}

const steps = { sort: 'commissioning', mix: 'commissioning', repack: 'repackaging', split: 'repackaging' }
const decided = {
  hold: { bizStep: 'holding', disposition: 'sellable_not_accessible' },
  release: { bizStep: 'accepting', disposition: 'sellable_accessible' },
  reject: { bizStep: 'inspecting', disposition: 'non_sellable_other' },
}

/** What happened to lots: goods came in, became others, were held, released, rejected, recalled. */
export function happened(happening: Happening, known: Known): DerivedEvent {
  const source = `${happening.kind}/${happening.id}`
  const at = when(happening.atMs, undefined, known)
  const goods = (lot: string) => ({ quantityList: [{ epcClass: lotClass(lot, known) }] })
  switch (happening.kind) {
    case 'receipt': {
      const { id, lot, place, supplier, supplierLot, quantity, celsius, document } = happening.receipt
      const note = document === '' ? [] : [{ type: 'desadv', bizTransaction: transactionId('document', document) }]
      const event = {
        ...observed(),
        ...at,
        bizStep: 'receiving',
        disposition: 'in_progress',
        quantityList: [quantityOf(lot, quantity, known)],
        readPoint: { id: locationId(place) },
        bizTransactionList: [{ type: 'recadv', bizTransaction: transactionId('receipt', id) }, ...note],
        ...said('supplier', supplier),
        ...said('supplierLot', supplierLot),
        ...measured(celsius, happening.atMs),
      }
      return { source, event }
    }
    case 'transformation': {
      const { id, kind, place, lots } = happening.transformation
      const side = (asked: string) =>
        lots.filter((one) => one.side === asked).map(({ lot, quantity }) => quantityOf(lot, quantity, known))
      const event = {
        '@context': [context],
        type: 'TransformationEvent',
        ...at,
        transformationID: objectId('transformation', id),
        bizStep: steps[kind],
        inputQuantityList: side('input'),
        outputQuantityList: side('output'),
        readPoint: { id: locationId(place) },
        'larder:kind': kind,
      }
      return { source, event }
    }
    case 'disposition': {
      const { lot, decision, reason, correctiveAction, alert } = happening.disposition
      const event = {
        ...observed(),
        ...at,
        ...decided[decision],
        ...goods(lot),
        bizTransactionList: [{ bizTransaction: transactionId('disposition', happening.id) }],
        ...said('reason', reason),
        ...said('correctiveAction', correctiveAction),
        ...said('alert', alert),
      }
      return { source, event }
    }
    case 'recall':
    case 'recall-lifted': {
      const { lot, scope, hazard, reason, liftedWhy } = happening.recall
      const lifted = happening.kind === 'recall-lifted'
      const event = {
        ...observed(),
        ...at,
        bizStep: lifted ? 'accepting' : 'holding',
        disposition: lifted ? 'sellable_accessible' : 'recalled',
        persistentDisposition: { [lifted ? 'unset' : 'set']: ['recalled'] },
        ...goods(lot),
        bizTransactionList: [{ bizTransaction: transactionId('recall', happening.recall.id) }],
        ...said('scope', scope),
        ...said('hazard', hazard),
        ...said('reason', lifted ? liftedWhy : reason),
      }
      return { source, event }
    }
  }
}

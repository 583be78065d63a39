import { assetName, type ListRecords, nameOf, type Stay, siteName, timeZoneIn, unitOf } from './list-records.ts'
import { column, type RecordList, recordList, stamp } from './record-list.ts'

const phases = { origin: '产地 origin', transit: '运输 transport', storage: '贮存 storage', cabinet: '销售 sale' }

/**
 * The record items of cold-chain traceability after GB/T 28843-2024: one row per lot and stage, with the temperatures
 * of the stage, what was abnormal, and what is not on record. An editable default; the standard's text decides.
 */
export function gbt28843(records: ListRecords): RecordList {
  const lotOf = ({ lot }: Stay) => records.lots.get(lot)
  const at = (atMs: number | null | undefined, { leg }: Stay) =>
    atMs === null || atMs === undefined ? null : stamp(atMs, timeZoneIn(records, leg.site))
  const rounded = (celsius: number | undefined) => (celsius === undefined ? null : Math.round(celsius * 100) / 100)
  return recordList<Stay>(
    'GB/T 28843-2024',
    [
      column('Lot', '批次号', ({ lot }) => lot),
      column('Product', '产品名称', ({ lot }) => nameOf(records, lot)?.zh, { widthCharacters: 24 }),
      column('Lot quantity', '批次数量', (stay) => lotOf(stay)?.quantity, { widthCharacters: 10 }),
      column('Unit', '单位', ({ lot }) => unitOf(records, lot), { widthCharacters: 8 }),
      column('Packed', '生产（包装）时间', (stay) => at(lotOf(stay)?.packedAtMs, stay), { widthCharacters: 24 }),
      column('Use by', '保质期至', (stay) => at(lotOf(stay)?.useByMs, stay), { widthCharacters: 24 }),
      column('Origin', '产地', (stay) => lotOf(stay)?.originZh, { widthCharacters: 18 }),
      column('Supplier', '供应商', (stay) => lotOf(stay)?.supplier, { widthCharacters: 22 }),
      column('Consignment', '运单号', ({ consignment }) => consignment.id),
      column('Stage', '环节', ({ leg }) => phases[leg.phase], { widthCharacters: 16 }),
      column('Place', '场所', ({ leg }) => siteName(records, leg.site), { widthCharacters: 28 }),
      column('Vehicle or equipment', '车辆或设备', ({ leg }) => assetName(records, leg), { widthCharacters: 28 }),
      column('From', '开始时间', (stay) => at(stay.leg.fromMs, stay), { widthCharacters: 24 }),
      column('Until', '结束时间', (stay) => at(stay.leg.untilMs, stay), { widthCharacters: 24 }),
      column('Lowest °C', '最低温度', ({ temperature }) => rounded(temperature?.minCelsius), { widthCharacters: 10 }),
      column('Mean °C', '平均温度', ({ temperature }) => rounded(temperature?.meanCelsius), { widthCharacters: 10 }),
      column('Highest °C', '最高温度', ({ temperature }) => rounded(temperature?.maxCelsius), { widthCharacters: 10 }),
      column('Abnormal', '异常信息', ({ situations }) => [...new Set(situations.map(({ cause }) => cause))].join(' '), {
        asked: false,
        widthCharacters: 24,
      }),
    ],
    records.stays,
  )
}

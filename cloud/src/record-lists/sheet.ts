import type { RecordList } from './record-list.ts'

/**
 * A list as an Excel workbook. Texts are written as texts, so that none is run as a formula; the head stays in sight
 * and numbers sort as numbers.
 */
export async function sheetOf({ title, head, widths, rows }: RecordList): Promise<Buffer> {
  const { default: writeXlsxFile } = await import('write-excel-file/node')
  const heading = head.map((value) => ({ value, type: String, fontWeight: 'bold' as const, wrap: true }))
  const body = rows.map((row) =>
    row.map((value) =>
      value === null ? null : typeof value === 'number' ? { value, type: Number } : { value, type: String },
    ),
  )
  const options = {
    // A sheet's name may not hold a slash.
    sheet: title.replaceAll('/', '-'),
    columns: widths.map((width) => ({ width })),
    stickyRowsCount: 1,
  }
  return writeXlsxFile([heading, ...body], options).toBuffer()
}

import { encode } from 'uqr'
import { colours, type Sheet } from './sheet.ts'

/** A QR code with its quiet zone of four modules (ISO/IEC 18004 §9.1), `size` points wide. */
export function drawCode(sheet: Sheet, text: string, x: number, y: number, size: number): void {
  const { data } = encode(text, { ecc: 'M', border: 4 })
  const module = size / data.length
  const { document } = sheet
  document.save().fillColor('#ffffff').rect(x, y, size, size).fill().fillColor(colours.ink)
  data.forEach((row, rowIndex) => {
    row.forEach((dark, column) => {
      // A hair of overlap: viewers show seams between touching rectangles.
      if (dark) document.rect(x + column * module, y + rowIndex * module, module + 0.05, module + 0.05)
    })
  })
  document.fill().restore()
}

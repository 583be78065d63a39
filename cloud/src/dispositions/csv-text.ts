type Cell = string | number | null

/** Rows as RFC 4180 text with a byte order mark, so that a spreadsheet reads Chinese; no cell becomes a formula. */
export const csvText = (rows: readonly (readonly Cell[])[]): string =>
  `\uFEFF${rows.map((row) => row.map(cellText).join(',')).join('\r\n')}\r\n`

function cellText(cell: Cell): string {
  if (typeof cell === 'number') return String(cell)
  // A leading =, +, -, @, tab or return would be run by the spreadsheet (OWASP, CSV injection).
  const text = /^[=+\-@\t\r]/.test(cell ?? '') ? `'${cell}` : (cell ?? '')
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

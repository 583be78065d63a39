import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import PDFDocument from 'pdfkit'
import { drawings, type IconName } from '../../web/src/look/drawings.ts'

export const colours = {
  paper: '#ffffff',
  ink: '#0e1b1f',
  soft: '#43545a',
  line: '#c9d4d6',
  sunken: '#edf2f2',
  accent: '#0b666f',
  ok: '#0d6338',
  warning: '#7d4a00',
  critical: '#a81a1d',
  neutral: '#3f525a',
  'ok-soft': '#e2f3e9',
  'warning-soft': '#fcf0d9',
  'critical-soft': '#fce8e7',
  'neutral-soft': '#e6edef',
} as const
export type Colour = keyof typeof colours

/** The package exports its index only; the fonts lie beside it. */
const fontFile = (name: string): string => {
  const index = fileURLToPath(import.meta.resolve('@embedpdf/fonts-sc'))
  return join(index, '..', '..', 'fonts', `NotoSansHans-${name}.otf`)
}

export const margin = 44
const footRoom = 34

export interface TextStyle {
  size?: number
  bold?: boolean
  colour?: Colour
  align?: 'left' | 'right' | 'center'
}

/** An A4 sheet that is written from top to bottom; what does not fit any more starts the next page. Lengths in points. */
export class Sheet {
  readonly document: PDFKit.PDFDocument
  y = margin
  readonly left = margin
  readonly width: number
  readonly #bottom: number

  constructor(title: string, language: string, createdAt: Date) {
    this.document = new PDFDocument({
      size: 'A4',
      margin,
      bufferPages: true,
      lang: language === 'zh' ? 'zh-CN' : 'en',
      displayTitle: true,
      info: { Title: title, Creator: 'Larder', Producer: 'Larder', CreationDate: createdAt, ModDate: createdAt },
    })
    this.document.registerFont('regular', fontFile('Regular'))
    this.document.registerFont('bold', fontFile('Bold'))
    this.width = this.document.page.width - 2 * margin
    this.#bottom = this.document.page.height - margin - footRoom
  }

  /** Starts a new page unless this much is left on the present one. */
  room(height: number): void {
    if (this.y + height <= this.#bottom) return
    this.document.addPage()
    this.y = margin
  }

  space(height: number): void {
    this.y += height
  }

  heightOf(text: string, width: number, { size = 10, bold = false }: TextStyle = {}): number {
    return this.#styled(size, bold).heightOfString(text, { width })
  }

  /** Words at a place, without moving on; returns their height. */
  textAt(text: string, x: number, y: number, width: number, style: TextStyle = {}): number {
    const { size = 10, bold = false, colour = 'ink', align = 'left' } = style
    const height = this.heightOf(text, width, style)
    this.#styled(size, bold).fillColor(colours[colour]).text(text, x, y, { width, align })
    return height
  }

  /** A line of words that may not wrap: cut with an ellipsis where it would. */
  lineAt(text: string, x: number, y: number, width: number, style: TextStyle = {}): void {
    const { size = 10, bold = false, colour = 'ink', align = 'left' } = style
    this.#styled(size, bold)
      .fillColor(colours[colour])
      .text(text, x, y, { width, align, height: size, ellipsis: true, lineBreak: false })
  }

  paragraph(text: string, style: TextStyle = {}): void {
    const height = this.heightOf(text, this.width, style)
    this.room(height)
    this.textAt(text, this.left, this.y, this.width, style)
    this.y += height + 3
  }

  heading(text: string, follows = 40): void {
    this.space(10)
    this.room(22 + follows)
    this.textAt(text, this.left, this.y, this.width, { size: 12.5, bold: true })
    this.y += 21
  }

  /** A path through these points; the caller strokes or fills it. */
  polyline(points: readonly (readonly [number, number])[]): PDFKit.PDFDocument {
    points.forEach(([x, y], index) => {
      this.document[index === 0 ? 'moveTo' : 'lineTo'](x, y)
    })
    return this.document
  }

  icon(name: IconName, x: number, y: number, size: number, colour: Colour): void {
    const { document } = this
    document
      .save()
      .translate(x, y)
      .scale(size / 24)
    document.lineWidth(1.8).lineCap('round').lineJoin('round').strokeColor(colours[colour])
    document.path(drawings[name]).stroke().restore()
  }

  rule(): void {
    const { document, left, y, width } = this
    document.save().lineWidth(0.6).strokeColor(colours.line)
    document
      .moveTo(left, y)
      .lineTo(left + width, y)
      .stroke()
      .restore()
    this.y += 6
  }

  /** Name and value side by side, two pairs a row. */
  facts(pairs: readonly (readonly [string, string])[]): void {
    const column = this.width / 2
    for (let index = 0; index < pairs.length; index += 2) {
      const row = pairs.slice(index, index + 2)
      const height = Math.max(...row.map(([, value]) => this.heightOf(value, column - 110, { size: 9.5 })))
      this.room(height + 4)
      row.forEach(([name, value], place) => {
        const x = this.left + place * column
        this.textAt(name, x, this.y, 92, { size: 9.5, colour: 'soft' })
        this.textAt(value, x + 96, this.y, column - 110, { size: 9.5 })
      })
      this.y += height + 4
    }
  }

  /** Writes the same foot on every page, then ends the file. */
  async finish(foot: (page: number, pages: number) => string): Promise<Uint8Array> {
    const { document } = this
    const { start, count } = document.bufferedPageRange()
    for (let page = start; page < start + count; page++) {
      document.switchToPage(page)
      // Text below the margin would start another page.
      document.page.margins.bottom = 0
      const y = document.page.height - margin - 12
      this.textAt(foot(page - start + 1, count), this.left, y, this.width, { size: 7.5, colour: 'soft' })
    }
    const chunks: Uint8Array[] = []
    const ended = new Promise<void>((resolve, reject) => {
      document.on('data', (chunk: Uint8Array) => chunks.push(chunk))
      document.on('end', resolve)
      document.on('error', reject)
    })
    document.end()
    await ended
    return Buffer.concat(chunks)
  }

  #styled(size: number, bold: boolean): PDFKit.PDFDocument {
    return this.document.font(bold ? 'bold' : 'regular').fontSize(size)
  }
}

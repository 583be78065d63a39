import type { TicketAttachment } from '@larder/contracts/ticket'
import { BadFile, cutShort } from './byte-source.ts'
import { cleanJpeg } from './jpeg.ts'
import { cleanPng } from './png.ts'
import { cleanWebp } from './webp.ts'

export interface CleanFile {
  mime: TicketAttachment['mime']
  bytes: Uint8Array
}

const latin = (bytes: Uint8Array, from: number, until: number): string =>
  Buffer.from(bytes.subarray(from, until)).toString('latin1')

/**
 * What a file is by its content, whatever it is called, without what it says about place, device and time. Pictures are
 * taken apart and never decoded: that needs no more memory than the file, so no bomb can go off here.
 */
export function cleanFile(bytes: Uint8Array): CleanFile {
  if (bytes.length < 32) throw bytes.length === 0 ? new BadFile('the file is empty: choose another') : cutShort()
  if (latin(bytes, 0, 3) === '\xff\xd8\xff') return { mime: 'image/jpeg', bytes: cleanJpeg(bytes) }
  if (latin(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') return { mime: 'image/png', bytes: cleanPng(bytes) }
  if (latin(bytes, 0, 4) === 'RIFF' && latin(bytes, 8, 12) === 'WEBP')
    return { mime: 'image/webp', bytes: cleanWebp(bytes) }
  if (latin(bytes, 0, 5) === '%PDF-') {
    if (!latin(bytes, Math.max(0, bytes.length - 1024), bytes.length).includes('%%EOF')) throw cutShort()
    return { mime: 'application/pdf', bytes }
  }
  throw new BadFile('this is neither JPEG, PNG, WebP nor PDF: send the photo as one of these')
}
